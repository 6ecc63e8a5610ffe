package sample.desk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Finds out from the headers of a request how its body is encoded. Any type goes, because
 * what {@code curl} sends is rarely what the file is, but not a body that wraps the text.
 */
final class BodyCharset {

	private BodyCharset() {
	}

	/**
	 * Return the charset of a body.
	 * @param headers the headers
	 * @return the charset, UTF-8 if they do not say
	 * @throws org.springframework.web.ErrorResponseException if the charset is unknown,
	 * or the body is wrapped or compressed
	 */
	static Charset of(HttpHeaders headers) {
		String encoding = headers.getFirst(HttpHeaders.CONTENT_ENCODING);
		if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
			throw Refusals.unusableBody("The body is encoded with '" + encoding + "': post the text as it is");
		}
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		return (type != null) ? of(type) : StandardCharsets.UTF_8;
	}

	private static Charset of(String type) {
		try {
			MediaType parsed = MediaType.parseMediaType(type);
			if (parsed.getType().equals("multipart")) {
				throw Refusals.unusableBody("The body has parts: post the text as the body, not as a part of a form");
			}
			Charset charset = parsed.getCharset();
			return (charset != null) ? withByteOrder(charset) : StandardCharsets.UTF_8;
		}
		catch (InvalidMediaTypeException ex) {
			throw Refusals.unusableBody("The Content-Type header is of no use: " + ex.getMessage());
		}
	}

	/**
	 * Without a byte order mark, UTF-16 is big-endian; said here, because Java would
	 * otherwise expect the mark that {@link Spool} has taken off.
	 */
	private static Charset withByteOrder(Charset charset) {
		return charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
	}

}

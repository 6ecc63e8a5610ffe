package sample.desk;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

import org.springframework.web.ErrorResponseException;

/**
 * Finds out, while bytes pass by, whether they are text: they have to be so in the
 * charset, and no text has a NUL character in it.
 */
final class TextCheck {

	private final Charset charset;

	private final CharsetDecoder decoder;

	private final CharBuffer characters = CharBuffer.allocate(8 * 1024);

	/**
	 * How many bytes were decoded before the buffer at hand.
	 */
	private long offset;

	/**
	 * Create a check.
	 * @param charset the charset
	 * @param offset the offset of the first byte that will pass by
	 */
	TextCheck(Charset charset, long offset) {
		this.charset = charset;
		this.decoder = charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		this.offset = offset;
	}

	/**
	 * Check some bytes.
	 * @param bytes the bytes; what remains there afterwards is the start of a character
	 * @param last whether there are no more
	 * @throws ErrorResponseException if this is no text
	 */
	void check(ByteBuffer bytes, boolean last) {
		CoderResult result;
		do {
			int start = bytes.position();
			result = this.decoder.decode(bytes, this.characters.clear(), last);
			checkCharacters(this.characters.flip());
			this.offset += bytes.position() - start;
			if (result.isError()) {
				throw Refusals.notText(this.offset, "the bytes there are not " + this.charset.name());
			}
		}
		while (result.isOverflow());
	}

	private void checkCharacters(CharBuffer decoded) {
		for (int i = 0; i < decoded.length(); i++) {
			if (decoded.get(i) == 0) {
				int before = this.charset.encode(decoded.slice(0, i)).remaining();
				throw Refusals.notText(this.offset + before, "there is a NUL character");
			}
		}
	}

}

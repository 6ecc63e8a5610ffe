package sample.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

/**
 * Puts request bodies into temporary files. A body may be larger than the heap, and has
 * to be seen as a whole before the first answer: that it is no text, and where, cannot be
 * told any more once the response has begun.
 */
@Component
class Spool implements DisposableBean {

	private static final int BUFFER = 64 * 1024;

	private final Path folder;

	private final DataSize maxSize;

	Spool(DeskProperties properties) throws IOException {
		this.folder = Files.createTempDirectory("messageport-sample-");
		this.maxSize = properties.maxSize();
	}

	/**
	 * Return where the files are.
	 * @return the folder, there until shutdown
	 */
	Path folder() {
		return this.folder;
	}

	/**
	 * Put a text into a file. There is no file if this fails.
	 * @param body the text
	 * @param charset how it is encoded, unless it starts with a byte order mark
	 * @return the text, without byte order mark
	 * @throws ErrorResponseException if it is empty, no text, or larger than allowed
	 * @throws IOException if the body cannot be read, or the file not be written
	 */
	SpooledText spool(InputStream body, Charset charset) throws IOException {
		Path file = Files.createTempFile(this.folder, "text-", ".spool");
		try (SeekableByteChannel out = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
			Charset actual = copy(body, charset, out);
			if (out.position() == 0) {
				throw Refusals.emptyBody();
			}
			return new SpooledText(file, actual, out.position());
		}
		catch (Throwable ex) {
			Files.deleteIfExists(file);
			throw ex;
		}
	}

	private Charset copy(InputStream body, Charset charset, SeekableByteChannel out) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		boolean last = fill(buffer, body);
		ByteOrderMark mark = ByteOrderMark.skip(buffer);
		Charset actual = (mark != null) ? mark.charset() : charset;
		TextCheck check = new TextCheck(actual, buffer.position());
		write(buffer, check, last, out);
		while (!last) {
			last = fill(buffer.compact(), body);
			write(buffer, check, last, out);
		}
		return actual;
	}

	/**
	 * Fill the buffer as far as the body reaches.
	 * @return whether that was the end of the body
	 */
	private static boolean fill(ByteBuffer buffer, InputStream body) throws IOException {
		int length = body.readNBytes(buffer.array(), buffer.position(), buffer.remaining());
		boolean last = length < buffer.remaining();
		buffer.position(buffer.position() + length).flip();
		return last;
	}

	private void write(ByteBuffer buffer, TextCheck check, boolean last, SeekableByteChannel out) throws IOException {
		ByteBuffer checked = buffer.duplicate();
		check.check(buffer, last);
		checked.limit(buffer.position());
		if (out.position() + checked.remaining() > this.maxSize.toBytes()) {
			throw Refusals.tooLarge(this.maxSize);
		}
		while (checked.hasRemaining()) {
			out.write(checked);
		}
	}

	/**
	 * Delete whatever is left, in particular of requests that were cut off.
	 */
	@Override
	public void destroy() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

}

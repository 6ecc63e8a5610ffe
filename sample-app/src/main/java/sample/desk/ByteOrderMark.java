package sample.desk;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The mark that a text may start with, which says what it is encoded in, and knows better
 * than any header.
 *
 * @param charset the charset that it stands for
 * @param bytes the bytes of the mark
 */
record ByteOrderMark(Charset charset, ByteBuffer bytes) {

	private static final List<ByteOrderMark> ALL = List.of(of(StandardCharsets.UTF_8), of(StandardCharsets.UTF_16BE),
			of(StandardCharsets.UTF_16LE));

	private static ByteOrderMark of(Charset charset) {
		return new ByteOrderMark(charset, charset.encode("\ufeff"));
	}

	/**
	 * Find the mark at the start of some bytes, and step over it.
	 * @param start the bytes
	 * @return the mark, or {@code null} if there is none
	 */
	static @Nullable ByteOrderMark skip(ByteBuffer start) {
		for (ByteOrderMark mark : ALL) {
			int length = mark.bytes.remaining();
			if (start.remaining() >= length && start.slice(start.position(), length).equals(mark.bytes)) {
				start.position(start.position() + length);
				return mark;
			}
		}
		return null;
	}

}

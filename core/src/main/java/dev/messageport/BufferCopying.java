package dev.messageport;

import java.nio.ByteBuffer;
import java.nio.InvalidMarkException;

import org.jspecify.annotations.Nullable;

/**
 * Copies a buffer of bytes with its position, limit, mark and order. Buffers that share
 * an accessible array share one in the copy too.
 */
final class BufferCopying extends Copying {

	private static final int NO_MARK = -1;

	BufferCopying(Object original) {
		super(original, parts((ByteBuffer) original));
	}

	private static @Nullable Object[] parts(ByteBuffer buffer) {
		return buffer.hasArray() ? new Object[] { buffer.array() } : NOTHING;
	}

	@Override
	Object finish(boolean cyclic) {
		ByteBuffer from = (ByteBuffer) this.original;
		ByteBuffer made = (this.parts.length > 0) ? over((byte[]) this.copies[0], from) : contents(from);
		int mark = mark(from);
		if (mark != NO_MARK) {
			made.position(mark).mark();
		}
		return made.limit(from.limit()).position(from.position()).order(from.order());
	}

	private static ByteBuffer over(byte @Nullable [] array, ByteBuffer from) {
		return ByteBuffer.wrap(array, from.arrayOffset(), from.capacity()).slice();
	}

	private static ByteBuffer contents(ByteBuffer from) {
		ByteBuffer bytes = from.isDirect() ? ByteBuffer.allocateDirect(from.capacity())
				: ByteBuffer.allocate(from.capacity());
		bytes.put(from.duplicate().clear()).clear();
		return from.isReadOnly() ? bytes.asReadOnlyBuffer() : bytes;
	}

	private static int mark(ByteBuffer from) {
		try {
			return from.duplicate().reset().position();
		}
		catch (InvalidMarkException ex) {
			return NO_MARK;
		}
	}

	@Override
	String name(int part) {
		return CopyPath.field("array()");
	}

}

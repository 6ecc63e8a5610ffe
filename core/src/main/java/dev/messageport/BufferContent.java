package dev.messageport;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * The bytes that move from one {@link TransferableBuffer} to another. Guarded by the
 * {@link BufferShell} that has it.
 */
final class BufferContent {

	/**
	 * All of it from index 0; its position and limit never change.
	 */
	final ByteBuffer bytes;

	/**
	 * The same for a copy as for what it was made of: slices belong to it.
	 */
	final Object lineage;

	/**
	 * Whether somebody has a view of the memory, which cannot be taken back.
	 */
	private boolean viewed;

	/**
	 * What this is still the very copy of, byte for byte; {@code null} once it may have
	 * changed.
	 */
	private @Nullable Object snapshot;

	BufferContent(ByteBuffer bytes) {
		this(bytes, new Object(), null);
	}

	private BufferContent(ByteBuffer bytes, Object lineage, @Nullable Object snapshot) {
		this.bytes = bytes;
		this.lineage = lineage;
		this.snapshot = snapshot;
	}

	/**
	 * Return whether this memory has to stay where it is.
	 * @return whether somebody may have a view of it
	 */
	boolean isViewed() {
		return this.viewed;
	}

	/**
	 * Return the bytes for writing.
	 * @return the bytes
	 */
	ByteBuffer forWriting() {
		this.snapshot = null;
		return this.bytes;
	}

	/**
	 * Return a part of the bytes for somebody to keep.
	 * @param offset where it begins
	 * @param length its length in bytes
	 * @return the view
	 */
	ByteBuffer view(int offset, int length) {
		this.viewed = true;
		this.snapshot = null;
		return this.bytes.slice(offset, length);
	}

	/**
	 * Copy the bytes to memory of the same kind.
	 * @param snapshot to recognize the copy by, for as long as it has not changed
	 * @return the copy
	 */
	BufferContent copy(Object snapshot) {
		int size = this.bytes.capacity();
		ByteBuffer copied = this.bytes.isDirect() ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
		copied.put(0, this.bytes, 0, size);
		return new BufferContent(this.bytes.isReadOnly() ? copied.asReadOnlyBuffer() : copied, this.lineage, snapshot);
	}

	boolean isCopyOf(Object snapshot) {
		return this.snapshot == snapshot;
	}

}

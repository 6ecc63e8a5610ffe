package dev.messageport;

import java.nio.ByteBuffer;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that move with a message (T8): once this object has been posted in a transfer
 * list, its old holder cannot reach them any more, and the receiver finds them in a new
 * object in {@link MessageEvent#transferred()}.
 *
 * <pre><code class="java">
 * TransferableBuffer image = TransferableBuffer.wrap(ByteBuffer.wrap(bytes));
 * port.postMessage("resize", image);
 * image.get(0);                                    // throws: it was transferred
 * </code></pre>
 *
 * The bytes are moved without being copied, whatever their number, unless
 * {@link #buffer()} was called: see there. All methods may be called from any thread. An
 * access that races with a transfer or with {@link #close()} either happens before it or
 * throws; of several that transfer or close at the same time exactly one gets the bytes.
 * Accesses through a view are not part of this: whoever uses {@link #buffer()} has to
 * coordinate them.
 * <p>
 * After a transfer or close, all methods that need the bytes throw an
 * {@link IllegalStateException} that says what has happened. A post that was refused
 * changes nothing: this object, its slices and its views are as before. If this object is
 * closed while a post is on its way, it stays closed.
 * <p>
 * Two of these are equal if they are the same object.
 */
public final class TransferableBuffer implements TransferableResource, AutoCloseable {

	private final BufferShell shell;

	/**
	 * The part that this slice is; {@code null} for the whole.
	 */
	private final @Nullable Part part;

	/**
	 * Whether this slice was closed; guarded by the monitor of the shell.
	 */
	private boolean sliceClosed;

	private TransferableBuffer(BufferShell shell, @Nullable Part part) {
		this.shell = shell;
		this.part = part;
	}

	private static TransferableBuffer on(ByteBuffer bytes) {
		return new TransferableBuffer(new BufferShell(new BufferContent(bytes)), null);
	}

	/**
	 * Create a buffer with a copy of the given bytes.
	 * @param bytes the bytes; they stay the caller's
	 * @return the buffer, on the heap
	 */
	public static TransferableBuffer of(byte[] bytes) {
		return on(ByteBuffer.wrap(Objects.requireNonNull(bytes, "'bytes' must not be null").clone()));
	}

	/**
	 * Create a buffer of zeros.
	 * @param size its size in bytes
	 * @return the buffer, on the heap
	 * @throws IllegalArgumentException if the size is negative
	 */
	public static TransferableBuffer allocate(int size) {
		if (size < 0) {
			throw new IllegalArgumentException("'size' must not be negative: " + size);
		}
		return on(ByteBuffer.allocate(size));
	}

	/**
	 * Create a buffer of the bytes between the position and the limit of a
	 * {@link ByteBuffer}, without a copy: on the heap or direct, writable or read-only,
	 * as that is.
	 * <p>
	 * The caller gives the memory up, and must not use it afterwards, neither through
	 * {@code bytes} nor through an array or another buffer behind it: this object moves
	 * it as it is, and cannot keep anyone from looking into it.
	 * @param bytes the bytes; position and limit are left as they are
	 * @return the buffer
	 */
	public static TransferableBuffer wrap(ByteBuffer bytes) {
		return on(Objects.requireNonNull(bytes, "'bytes' must not be null").slice());
	}

	/**
	 * Return a new view of the bytes: its position is 0, its limit and capacity the
	 * {@link #size()}, its order big-endian as for every new {@link ByteBuffer}. It is
	 * read-only if a read-only buffer was {@linkplain #wrap(ByteBuffer) wrapped}, and
	 * direct if a direct one was.
	 * <p>
	 * <b>What it costs:</b> nobody can take a view back. So once this method was called,
	 * here or on a slice, a transfer <em>copies</em> the bytes to fresh memory of the
	 * same kind (a mapped file to direct memory), and the old views go on showing the old
	 * memory, which the receiver never sees: the time and the memory of one copy for each
	 * transfer of an object that has handed out a view. This object keeps the old memory,
	 * in case the post is refused, until it is closed or garbage. To move bytes without a
	 * copy use {@link #get} and {@link #put} instead.
	 * @return the view
	 * @throws IllegalStateException after a transfer or close
	 */
	public ByteBuffer buffer() {
		synchronized (this.shell) {
			BufferContent content = content();
			return content.view(offset(), size(content));
		}
	}

	/**
	 * Return a part of this buffer as an object of its own. It shares the bytes, and can
	 * be used until this buffer, or the one that this is a slice of, is transferred or
	 * closed. It cannot itself be transferred: transfer the whole, or a copy of the
	 * slice. A slice of a slice is a slice of the whole, with a life of its own.
	 * @param offset where it begins, in bytes
	 * @param length its size in bytes
	 * @return the slice; to close it ends the slice only
	 * @throws IndexOutOfBoundsException if this buffer has no such part
	 * @throws IllegalStateException after a transfer or close
	 */
	public TransferableBuffer slice(int offset, int length) {
		synchronized (this.shell) {
			BufferContent content = content();
			int from = offset() + Objects.checkFromIndexSize(offset, length, size(content));
			return new TransferableBuffer(this.shell, new Part(content.lineage, from, length));
		}
	}

	/**
	 * Return the size.
	 * @return the number of bytes
	 * @throws IllegalStateException after a transfer or close
	 */
	public int size() {
		synchronized (this.shell) {
			return size(content());
		}
	}

	/**
	 * Return one byte.
	 * @param index its index
	 * @return the byte
	 * @throws IndexOutOfBoundsException if there is no such index
	 * @throws IllegalStateException after a transfer or close
	 */
	public byte get(int index) {
		synchronized (this.shell) {
			BufferContent content = content();
			return content.bytes.get(offset() + Objects.checkIndex(index, size(content)));
		}
	}

	/**
	 * Set one byte.
	 * @param index its index
	 * @param value its new value
	 * @throws IndexOutOfBoundsException if there is no such index
	 * @throws java.nio.ReadOnlyBufferException if a read-only buffer was wrapped
	 * @throws IllegalStateException after a transfer or close
	 */
	public void put(int index, byte value) {
		synchronized (this.shell) {
			BufferContent content = content();
			content.forWriting().put(offset() + Objects.checkIndex(index, size(content)), value);
		}
	}

	/**
	 * Copy bytes from here to an array.
	 * @param index the index of the first byte here
	 * @param target the array
	 * @param offset the index of the first byte in the array
	 * @param length the number of bytes
	 * @throws IndexOutOfBoundsException if they are not all here, or do not fit there;
	 * nothing is copied then
	 * @throws IllegalStateException after a transfer or close
	 */
	public void get(int index, byte[] target, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, target.length);
		synchronized (this.shell) {
			BufferContent content = content();
			int from = offset() + Objects.checkFromIndexSize(index, length, size(content));
			content.bytes.get(from, target, offset, length);
		}
	}

	/**
	 * Copy bytes from an array to here.
	 * @param index the index of the first byte here
	 * @param source the array
	 * @param offset the index of the first byte in the array
	 * @param length the number of bytes
	 * @throws IndexOutOfBoundsException if they are not all there, or do not fit here;
	 * nothing is copied then
	 * @throws java.nio.ReadOnlyBufferException if a read-only buffer was wrapped
	 * @throws IllegalStateException after a transfer or close
	 */
	public void put(int index, byte[] source, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, source.length);
		synchronized (this.shell) {
			BufferContent content = content();
			int to = offset() + Objects.checkFromIndexSize(index, length, size(content));
			content.forWriting().put(to, source, offset, length);
		}
	}

	/**
	 * Copy all bytes to a new array.
	 * @return the array
	 * @throws IllegalStateException after a transfer or close
	 */
	public byte[] toByteArray() {
		synchronized (this.shell) {
			BufferContent content = content();
			byte[] copied = new byte[size(content)];
			content.bytes.get(offset(), copied);
			return copied;
		}
	}

	/**
	 * Return whether the bytes are out of reach: transferred or closed. For a slice also
	 * whether the whole is.
	 * @return whether this buffer is of no use any more
	 */
	@Override
	public boolean isDetached() {
		synchronized (this.shell) {
			return (this.part != null) ? this.sliceClosed || !this.shell.has(this.part.lineage())
					: this.shell.state() != BufferShell.State.LIVE;
		}
	}

	/**
	 * Let go of the bytes, here and in all slices. Does nothing after a transfer: they
	 * are the receiver's. On a slice, ends the slice and leaves the rest. Idempotent.
	 */
	@Override
	public void close() {
		if (this.part == null) {
			this.shell.close();
			return;
		}
		synchronized (this.shell) {
			this.sliceClosed = true;
		}
	}

	@Override
	public TransferableBuffer newReceiver() {
		return new TransferableBuffer(new BufferShell(null), null);
	}

	/**
	 * Move the bytes to another buffer. Called by the library when this object is posted
	 * in a transfer list; there is no other reason to call it.
	 * @param receiver a detached buffer; one that was closed drops the bytes
	 * @throws IllegalStateException if this buffer is detached or a slice, or the
	 * receiver is not detached
	 * @throws IllegalArgumentException if the receiver is no whole buffer
	 */
	@Override
	public void moveTo(TransferableResource receiver) {
		if (this.part != null) {
			throw new IllegalStateException(this + " cannot be transferred without the rest of its buffer:"
					+ " transfer the whole, or a copy, TransferableBuffer.of(slice.toByteArray())");
		}
		if (!(receiver instanceof TransferableBuffer buffer) || buffer.part != null) {
			throw new IllegalArgumentException(
					"'receiver' must be made by newReceiver(): it is a " + receiver.getClass().getName());
		}
		this.shell.moveTo(buffer.shell);
	}

	@Override
	public void release() {
		close();
	}

	// Monitor held
	private BufferContent content() {
		BufferContent content = this.shell.content();
		if (this.part != null && (this.sliceClosed || content.lineage != this.part.lineage())) {
			throw new IllegalStateException("The slice was closed, or its buffer has got other bytes");
		}
		return content;
	}

	private int size(BufferContent content) {
		return (this.part != null) ? this.part.length() : content.bytes.capacity();
	}

	private int offset() {
		return (this.part != null) ? this.part.offset() : 0;
	}

	/**
	 * Names size and state, never the bytes: they may be secrets, and this ends up in
	 * logs.
	 */
	@Override
	public String toString() {
		synchronized (this.shell) {
			String what = (this.part != null) ? "Slice of " + this.part.length() + " bytes of a TransferableBuffer"
					: "TransferableBuffer";
			if (isDetached()) {
				return what + " (" + (this.sliceClosed ? BufferShell.State.CLOSED : this.shell.state()) + ")";
			}
			return (this.part != null) ? what : what + " of " + size() + " bytes";
		}
	}

	/**
	 * What a slice shows.
	 *
	 * @param lineage that of the content
	 * @param offset where it begins
	 * @param length its size in bytes
	 */
	private record Part(Object lineage, int offset, int length) {

	}

}

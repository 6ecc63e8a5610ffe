package dev.messageport;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link TransferableBuffer} and its slices have in common: the content, as long
 * as it is here. Guarded by the monitor of this object. Two of these monitors are never
 * held together, so no two moves can wait for each other.
 *
 * <pre>
 *   EXPECTING --content comes--&gt; LIVE --content leaves--&gt; TRANSFERRED
 *                                 ^                            |
 *                                 +-----content comes back-----+
 *   any --close--&gt; CLOSED
 * </pre>
 */
final class BufferShell {

	private @Nullable BufferContent content;

	private State state;

	/**
	 * Whether content is on its way here.
	 */
	private boolean reserved;

	/**
	 * The memory that views from before a transfer show, in case the transfer is refused.
	 */
	private @Nullable Former former;

	BufferShell(@Nullable BufferContent content) {
		this.content = content;
		this.state = (content != null) ? State.LIVE : State.EXPECTING;
	}

	/**
	 * Monitor held: return the content.
	 * @return the content
	 * @throws IllegalStateException if it is not here
	 */
	BufferContent content() {
		BufferContent present = this.content;
		if (present == null) {
			throw new IllegalStateException("The buffer " + this.state.meaning);
		}
		return present;
	}

	/**
	 * Monitor held: return whether the content is here that a slice is a part of.
	 * @param lineage that of the content
	 * @return whether it, or a copy of it, is here
	 */
	boolean has(Object lineage) {
		BufferContent present = this.content;
		return present != null && present.lineage == lineage;
	}

	synchronized State state() {
		return this.state;
	}

	/**
	 * Move the content.
	 * @param receiver where to
	 */
	void moveTo(BufferShell receiver) {
		receiver.reserve();
		BufferContent moving = null;
		try {
			moving = leave();
		}
		finally {
			receiver.arrive(moving);
		}
	}

	private synchronized void reserve() {
		if (this.content != null || this.reserved) {
			throw new IllegalStateException("The receiving buffer has content already: move to a new one");
		}
		this.reserved = true;
	}

	private synchronized BufferContent leave() {
		BufferContent present = content();
		BufferContent moving = present;
		if (present.isViewed()) {
			Object snapshot = new Object();
			moving = present.copy(snapshot);
			this.former = new Former(present, snapshot);
		}
		this.content = null;
		this.state = State.TRANSFERRED;
		return moving;
	}

	// Content that comes to an owner who has closed meanwhile is dropped
	private synchronized void arrive(@Nullable BufferContent moved) {
		this.reserved = false;
		if (moved != null && this.state != State.CLOSED) {
			Former before = this.former;
			this.content = (before != null && moved.isCopyOf(before.snapshot)) ? before.content : moved;
			this.state = State.LIVE;
			this.former = null;
		}
	}

	synchronized void close() {
		this.state = State.CLOSED;
		this.content = null;
		this.former = null;
	}

	/**
	 * Where the content is.
	 */
	enum State {

		EXPECTING("has not got its content yet: that comes with a message"),

		LIVE("is usable"),

		TRANSFERRED("was transferred: its bytes belong to whoever receives the message."
				+ " To keep them as well, post a copy: TransferableBuffer.of(buffer.toByteArray())"),

		CLOSED("was closed: close it after its last use");

		private final String meaning;

		State(String meaning) {
			this.meaning = meaning;
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Content that has left as a copy.
	 *
	 * @param content what stayed behind
	 * @param snapshot what the copy is recognized by
	 */
	private record Former(BufferContent content, Object snapshot) {

	}

}

package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * One object that is being copied by a {@link CopyRun}, which copies first what the
 * object refers to, its <em>parts</em>, and then lets it {@link #finish}.
 * <p>
 * In a cycle something must be referred to before it is finished. An object that can be
 * made empty and filled later gives itself away {@link #early}; one that can only be made
 * of its parts, such as a record, has to wait for them.
 */
abstract class Copying {

	/** The parts of an object that has none. */
	static final @Nullable Object[] NOTHING = {};

	final Object original;

	final @Nullable Object[] parts;

	/** The copies of the parts, as far as they exist. */
	final @Nullable Object[] copies;

	/** The part whose turn it is. */
	int next;

	/** When the run came here, and the earliest open object that can be reached. */
	int order;

	int reach;

	/** Whether it and all that can be reached from it is finished. */
	boolean settled;

	/** Whether the copy has all its parts. */
	boolean finished;

	/** The copy, once there is one. */
	@Nullable Object copy;

	Copying(Object original, @Nullable Object[] parts) {
		this.original = original;
		this.parts = parts;
		this.copies = new @Nullable Object[parts.length];
	}

	/**
	 * Make the copy without its parts.
	 * @return the copy, or {@code null} if it takes the parts to make it
	 */
	@Nullable Object early() {
		return null;
	}

	/**
	 * Complete the copy.
	 * @param cyclic whether it is part of a cycle, so that some of its parts may be
	 * unfinished
	 * @return the copy
	 * @throws Exception if that fails
	 */
	abstract Object finish(boolean cyclic) throws Exception;

	/**
	 * Say how a part is called, in a path.
	 * @param part the index of the part
	 * @return the step of the path, such as {@code ".name"}
	 */
	abstract String name(int part);

	/**
	 * Whether, in a cycle, it is to be finished after the others, because finishing calls
	 * methods of its parts.
	 * @return whether it comes last
	 */
	boolean last() {
		return false;
	}

	/**
	 * Return the copy, and make it now if it can be made early.
	 * @return the copy, or {@code null} if there is none yet
	 */
	final @Nullable Object available() {
		if (this.copy == null) {
			this.copy = early();
		}
		return this.copy;
	}

	/**
	 * Return the copy, and make it if there is none yet.
	 * @return the copy
	 */
	final Object made() {
		Object made = available();
		if (made == null) {
			throw new IllegalStateException(getClass().getName());
		}
		return made;
	}

	/**
	 * Whether all parts came out as they were.
	 * @return whether all of them are shared
	 */
	final boolean isUnchanged() {
		for (int i = 0; i < this.parts.length; i++) {
			if (this.parts[i] != this.copies[i]) {
				return false;
			}
		}
		return true;
	}

}

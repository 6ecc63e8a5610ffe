package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * A task in the inbox of an {@link EventLoop}, linked to the one that came before.
 */
final class TaskNode {

	/**
	 * Null for markers.
	 */
	final @Nullable Runnable task;

	@Nullable TaskNode next;

	/**
	 * How many tasks there are from here on.
	 */
	int depth;

	TaskNode(@Nullable Runnable task) {
		this.task = task;
	}

	/**
	 * Lie on top of others.
	 * @param top what lay there until now
	 */
	void putOn(TaskNode top) {
		this.next = (top.depth > 0) ? top : null;
		this.depth = top.depth + 1;
	}

}

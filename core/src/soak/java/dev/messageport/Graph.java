package dev.messageport;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A payload that has to be copied: mutable, with a cycle, and with a port of the transfer
 * list inside.
 */
final class Graph {

	/**
	 * Not a part of copies.
	 */
	private final transient boolean original;

	private final int[] numbers;

	private final Graph self = this;

	private final @Nullable Object inner;

	Graph(int number, @Nullable Object inner) {
		this.original = true;
		this.numbers = new int[] { number, ~number };
		this.inner = inner;
	}

	/**
	 * Return whether this is the copy that the receiver of a message ought to get.
	 * @param number the number of the message
	 * @param port the port that was inside, as it arrived
	 * @return whether it is
	 */
	boolean isCopy(int number, @Nullable Object port) {
		return !this.original && this.self == this && this.inner == port
				&& Arrays.equals(this.numbers, new int[] { number, ~number });
	}

}

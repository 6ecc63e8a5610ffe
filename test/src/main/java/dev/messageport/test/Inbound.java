package dev.messageport.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessagePort;

/**
 * Where assertions read what has come to a port.
 */
interface Inbound {

	/**
	 * Return the port that is read.
	 * @return the port
	 */
	MessagePort port();

	/**
	 * Take what came next. A close is not taken: it stays what comes next for ever.
	 * @param timeout how long to wait at most
	 * @return a {@link dev.messageport.MessageEvent}, a
	 * {@link dev.messageport.MessageErrorEvent} or a {@link dev.messageport.CloseEvent};
	 * {@code null} when nothing came
	 * @throws InterruptedException if the thread is interrupted while it waits
	 * @throws IllegalStateException if this cannot be read, with the remedy
	 */
	@Nullable Object take(Duration timeout) throws InterruptedException;

	/**
	 * Describe what waits to be read.
	 * @return a part of a sentence
	 */
	String waiting();

}

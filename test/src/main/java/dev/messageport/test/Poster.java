package dev.messageport.test;

import java.util.concurrent.Callable;

import dev.messageport.MessagePort;

/**
 * Posts numbered messages from a thread of its own.
 */
final class Poster {

	private Poster() {
	}

	/**
	 * Return an action that posts messages until one is refused.
	 * @param port the port to post on
	 * @param prefix what each message begins with, before its number from 0 on
	 * @param count how many messages to post
	 * @return the action, whose result is how many were queued
	 */
	static Callable<Integer> of(MessagePort port, String prefix, int count) {
		return () -> {
			for (int i = 0; i < count; i++) {
				if (!port.postMessage(prefix + i)) {
					return i;
				}
			}
			return count;
		};
	}

}

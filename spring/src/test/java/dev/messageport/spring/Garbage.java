package dev.messageport.spring;

import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

import dev.messageport.LeakDetection;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * Real garbage collections. What a test wants collected it has to create in another
 * method: the frame of its own may hold on to it.
 */
final class Garbage {

	private Garbage() {
	}

	static void collectUntil(Callable<Boolean> condition) {
		Awaitility.await().atMost(Recorder.SOON).until(() -> {
			System.gc();
			return condition.call();
		});
	}

	/**
	 * Collect until all ports that can be are, and are closed: one that is made here is,
	 * and then another one that was made when that was already found.
	 */
	static void collectAll() {
		for (int i = 0; i < 2; i++) {
			MessagePort witness = witness();
			collectUntil(witness::isClosed);
		}
	}

	private static MessagePort witness() {
		return MessageChannelFactory.builder().leakDetection(LeakDetection.OFF).build().create().port1();
	}

}

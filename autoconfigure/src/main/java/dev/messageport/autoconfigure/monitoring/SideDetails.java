package dev.messageport.autoconfigure.monitoring;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know of few sides only, made on demand.
 */
final class SideDetails {

	final AtomicLong discarded = new AtomicLong();

	/**
	 * Of the discarded ones, those that were never queued.
	 */
	final AtomicLong refused = new AtomicLong();

	/**
	 * Of the delivered ones, those that were not delivered in a turn. Written under the
	 * lock of the statistics.
	 */
	volatile long received;

	final AtomicLong failed = new AtomicLong();

	volatile @Nullable String lastError;

	/**
	 * The application context that counts here although this belongs to its parent.
	 */
	volatile @Nullable ChildContext origin;

}

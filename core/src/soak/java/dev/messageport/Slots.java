package dev.messageport;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The ports that the soak has. Several threads may use the same port at once; who
 * {@linkplain #take takes} one has it for itself, but for its listener.
 */
final class Slots {

	private static final int TRIES = 32;

	/**
	 * How many places are so much visited that threads meet there.
	 */
	private static final int BUSY = 24;

	private static final int BUSY_PERCENT = 30;

	private final AtomicReferenceArray<@Nullable Held> slots;

	Slots(int size) {
		this.slots = new AtomicReferenceArray<>(size);
	}

	/**
	 * Keep a port.
	 * @return {@code false} if there is no place for it
	 */
	boolean put(Held held, SplittableRandom random) {
		int start = place(random);
		for (int i = 0; i < this.slots.length(); i++) {
			int at = (start + i) % this.slots.length();
			Held present = this.slots.get(at);
			if ((present == null || present.isInert()) && this.slots.compareAndSet(at, present, held)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Find any port, which stays where it is.
	 */
	@Nullable Held any(SplittableRandom random) {
		for (int i = 0; i < TRIES; i++) {
			int at = place(random);
			Held held = this.slots.get(at);
			if (held != null && held.isInert()) {
				this.slots.compareAndSet(at, held, null);
			}
			else if (held != null) {
				return held;
			}
		}
		return null;
	}

	private int place(SplittableRandom random) {
		return random.nextInt((random.nextInt(100) < BUSY_PERCENT) ? BUSY : this.slots.length());
	}

	/**
	 * Take any port away.
	 */
	@Nullable Held take(SplittableRandom random) {
		for (int i = 0; i < TRIES; i++) {
			Held held = this.slots.getAndSet(place(random), null);
			if (held != null && !held.isInert()) {
				return held;
			}
		}
		return null;
	}

	void forEach(Consumer<Held> action) {
		for (int i = 0; i < this.slots.length(); i++) {
			Held held = this.slots.get(i);
			if (held != null) {
				action.accept(held);
			}
		}
	}

	void clear() {
		for (int i = 0; i < this.slots.length(); i++) {
			this.slots.set(i, null);
		}
	}

}

package dev.messageport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What the soak knows of one port object. Its monitor is held by who starts or pauses the
 * port, so that it is known which of the two came last.
 * <p>
 * A listener call starts when its message is taken, which nobody can see. So of the calls
 * that begin after {@code close}, {@code pause}, a transfer or {@code suspend} has
 * returned the first is forgiven; the second must have been taken later than that.
 */
final class Tenure {

	final Line line;

	final int generation;

	final Hand hand;

	final AtomicInteger stageCompletions = new AtomicInteger();

	private final AtomicBoolean busy = new AtomicBoolean();

	volatile boolean stageAsked;

	volatile @Nullable CloseReason stageReason;

	volatile boolean listensForClose;

	volatile boolean closeCalled;

	volatile boolean moved;

	/**
	 * Whether messages have to arrive at the listener by themselves.
	 */
	volatile boolean delivers;

	/**
	 * Close or transfer of this port has returned.
	 */
	private volatile boolean over;

	/**
	 * Odd while this port is paused, or not started yet.
	 */
	private volatile int pauses = 1;

	private boolean lateAfterEnd;

	private int lateInPause;

	private int lateInSuspension;

	Tenure(Line line) {
		this.line = line;
		this.generation = line.nextGeneration();
		this.hand = new Hand(line.name() + "/" + this.generation);
	}

	void isOver() {
		this.over = true;
	}

	// Under the monitor
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void paused() {
		this.pauses |= 1;
		this.delivers = false;
	}

	// Under the monitor
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void starting() {
		this.pauses += this.pauses & 1;
	}

	/**
	 * Begin a listener call.
	 * @return what is wrong with it, or {@code null}
	 */
	@Nullable String begin() {
		if (!this.busy.compareAndSet(false, true)) {
			return "two listeners of one port ran at once (invariant 5)";
		}
		if (this.over) {
			if (this.lateAfterEnd) {
				return "a listener started after close or transfer had returned (C2, T3)";
			}
			this.lateAfterEnd = true;
		}
		int pause = this.pauses;
		if ((pause & 1) != 0) {
			if (this.lateInPause == pause) {
				return "a listener started after pause had returned (Q8)";
			}
			this.lateInPause = pause;
		}
		int suspension = this.line.source.suspension();
		if ((suspension & 1) != 0) {
			if (this.lateInSuspension == suspension) {
				return "a listener started after suspend had returned (G3)";
			}
			this.lateInSuspension = suspension;
		}
		return null;
	}

	void end() {
		this.busy.set(false);
	}

	@Override
	public String toString() {
		return "owner %d%s%s%s%s, stage %s, completed %s times".formatted(this.generation,
				this.delivers ? " delivers" : "", this.listensForClose ? " listens for close" : "",
				this.closeCalled ? " was closed" : "", this.moved ? " was transferred" : "",
				this.stageAsked ? "asked" : "not asked", this.stageCompletions);
	}

}

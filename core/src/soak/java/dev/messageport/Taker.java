package dev.messageport;

import java.util.SplittableRandom;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber: greedy, frugal, slow, or one that cancels. Checks each signal.
 */
final class Taker implements Flow.Subscriber<Object> {

	private final Scene scene;

	private final Ask ask;

	private final SplittableRandom random;

	/**
	 * Whether it asks for all at once.
	 */
	private final boolean greedy;

	private final boolean slow;

	private final AtomicLong requested = new AtomicLong();

	private final AtomicBoolean busy = new AtomicBoolean();

	private volatile Flow.@Nullable Subscription subscription;

	// What follows is of one signal at a time

	private long received;

	private int expected;

	private boolean terminated;

	private boolean cancelled;

	Taker(Scene scene, Ask ask, int seed) {
		this.scene = scene;
		this.ask = ask;
		this.random = new SplittableRandom(seed);
		this.greedy = this.random.nextInt(4) == 0;
		this.slow = this.random.nextInt(4) == 0;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		enter();
		this.subscription = subscription;
		demand(this.greedy ? Long.MAX_VALUE : this.random.nextInt(4));
		this.busy.set(false);
	}

	@Override
	public void onNext(Object item) {
		enter();
		try {
			if (++this.received > this.requested.get()) {
				report("more came than was requested (V2)");
			}
			check(this.ask.check(item));
			if (item instanceof Ask.Answer answer) {
				checkPlace(answer.index());
			}
			react();
		}
		finally {
			this.busy.set(false);
		}
	}

	private void react() {
		if (this.slow) {
			Thread.yield();
		}
		int choice = this.random.nextInt(100);
		if (choice < 3) {
			cancel();
		}
		else if (choice < 5 && !this.scene.calm) {
			this.cancelled = true;
			over("subscribers failed");
			this.scene.thrown.incrementAndGet();
			throw Planned.unchecked();
		}
		else if (!this.greedy) {
			demand(this.random.nextInt(3));
		}
	}

	// Nobody keeps a reader by hand from being dropped on, but order is kept
	private void checkPlace(int index) {
		if (index < this.expected || (index > this.expected && this.ask.promised >= 0)) {
			report("element " + index + " came, and " + this.expected + " was to come (V2)");
		}
		this.expected = index + 1;
	}

	@Override
	public void onError(Throwable failure) {
		enter();
		check(this.ask.checkFailure(failure));
		terminated("streams failed");
	}

	@Override
	public void onComplete() {
		enter();
		if (this.ask.promised >= 0 && this.expected != this.ask.promised) {
			report("it completed after " + this.expected + " of " + this.ask.promised + " elements (V2)");
		}
		terminated("streams completed");
	}

	private void terminated(String what) {
		this.terminated = true;
		over(what);
		this.busy.set(false);
	}

	private void over(String what) {
		this.scene.count(what);
		this.scene.asks.over(this.ask);
		this.subscription = null;
	}

	private void cancel() {
		this.cancelled = true;
		Flow.Subscription present = this.subscription;
		over("streams cancelled");
		if (present != null) {
			present.cancel();
		}
	}

	/**
	 * Ask for more; by anybody.
	 */
	void demand(long more) {
		Flow.Subscription present = this.subscription;
		if (more > 0 && present != null) {
			this.requested.accumulateAndGet(more, (a, b) -> (a + b < 0) ? Long.MAX_VALUE : a + b);
			present.request(more);
		}
	}

	private void enter() {
		if (!this.busy.compareAndSet(false, true)) {
			report("two signals of one stream overlap (V2)");
		}
		if (this.terminated) {
			report("a signal came after the last one (V2)");
		}
		if (this.cancelled) {
			report("a signal came although the subscriber had cancelled (V2)");
		}
	}

	private void check(@Nullable String problem) {
		if (problem != null) {
			report(problem);
		}
	}

	private void report(String problem) {
		this.scene.violations.report(this.ask.line, problem + "; " + this.ask + ", received " + this.received + " of "
				+ this.requested + (this.greedy ? ", greedy" : "") + (this.slow ? ", slow" : ""));
	}

}

package dev.messageport.benchmarks;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A unicast sink of Reactor for each connection, with {@code publishOn} one of two
 * single-threaded schedulers: the sink and the operator share one queue. Both directions
 * of a link share a scheduler, so that an answer need not wake another thread. A sink
 * refuses to be used by two producers at once; those try again.
 */
final class ReactorCarrier implements Carrier {

	private static final Sinks.EmitFailureHandler BUSY = (signal,
			result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED;

	private final Scheduler[] loops = { Schedulers.newSingle("loop", true), Schedulers.newSingle("loop", true) };

	private int next;

	@Override
	public Lane open(Consumer<Object> listener) {
		return open(listener, nextLoop());
	}

	@Override
	public Link connect(Consumer<Object> first, Consumer<Object> second) {
		Scheduler loop = nextLoop();
		return new LanePair(open(first, loop), open(second, loop));
	}

	@Override
	public StoppedLane openStopped(Consumer<Object> listener) {
		return new SinkLane(listener, nextLoop());
	}

	private Lane open(Consumer<Object> listener, Scheduler loop) {
		StoppedLane lane = new SinkLane(listener, loop);
		lane.start();
		return lane;
	}

	private Scheduler nextLoop() {
		return this.loops[this.next++ & 1];
	}

	@Override
	public void close() {
		for (Scheduler loop : this.loops) {
			loop.dispose();
		}
	}

	/**
	 * A sink and its subscription.
	 */
	private static final class SinkLane implements StoppedLane {

		private final Sinks.Many<Object> sink = Sinks.many().unicast().onBackpressureBuffer();

		private final Consumer<Object> listener;

		private final Scheduler loop;

		private @Nullable Disposable subscription;

		SinkLane(Consumer<Object> listener, Scheduler loop) {
			this.listener = listener;
			this.loop = loop;
		}

		@Override
		public void post(Object message) {
			this.sink.emitNext(message, BUSY);
		}

		@Override
		public void start() {
			this.subscription = this.sink.asFlux().publishOn(this.loop).subscribe(this.listener);
		}

		@Override
		public void close() {
			if (this.subscription != null) {
				this.subscription.dispose();
			}
		}

	}

}

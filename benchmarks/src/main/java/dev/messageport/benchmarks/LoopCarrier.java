package dev.messageport.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Those who keep order only on a single thread: their connections are spread over two
 * executors of one thread each. Both directions of a link share one, so that an answer
 * need not wake another thread.
 */
abstract class LoopCarrier implements Carrier {

	private final ExecutorService[] loops = { Pools.fixed(1), Pools.fixed(1) };

	private int next;

	@Override
	public final Lane open(Consumer<Object> listener) {
		return open(listener, nextLoop());
	}

	@Override
	public final Link connect(Consumer<Object> first, Consumer<Object> second) {
		ExecutorService loop = nextLoop();
		return new LanePair(open(first, loop), open(second, loop));
	}

	abstract Lane open(Consumer<Object> listener, ExecutorService loop);

	private ExecutorService nextLoop() {
		return this.loops[this.next++ & 1];
	}

	@Override
	public final void close() {
		for (ExecutorService loop : this.loops) {
			loop.shutdownNow();
		}
	}

}

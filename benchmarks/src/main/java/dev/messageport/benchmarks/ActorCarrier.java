package dev.messageport.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * The mailbox that one writes by hand, on an executor like those of ports: see
 * {@link QueueActor}.
 */
final class ActorCarrier implements Carrier {

	private final Executor executor;

	ActorCarrier(Executor executor) {
		this.executor = executor;
	}

	@Override
	public Lane open(Consumer<Object> listener) {
		return new QueueActor(this.executor, listener, true);
	}

	@Override
	public StoppedLane openStopped(Consumer<Object> listener) {
		return new QueueActor(this.executor, listener, false);
	}

	@Override
	public void close() {
		if (this.executor instanceof ExecutorService service && service != ForkJoinPool.commonPool()) {
			service.shutdown();
		}
	}

}

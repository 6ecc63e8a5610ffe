package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Executors of all kinds, good and bad.
 */
final class Pools {

	private final List<ExecutorService> services = new ArrayList<>();

	private final List<Executor> executors = new ArrayList<>();

	private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

	Pools() {
		this.services.add(this.timer);
		ExecutorService fixed = add(Executors.newFixedThreadPool(3));
		add(Executors.newSingleThreadExecutor());
		add(new ForkJoinPool(2));
		addVirtualThreads();
		this.executors.add(ForkJoinPool.commonPool());
		this.executors.add(Runnable::run);
		this.executors.add((task) -> {
			if (ThreadLocalRandom.current().nextInt(4) == 0) {
				throw new RejectedExecutionException("planned");
			}
			fixed.execute(task);
		});
		this.executors.add((task) -> {
			if (ThreadLocalRandom.current().nextInt(4) == 0) {
				throw new LinkageError("planned");
			}
			fixed.execute(task);
		});
		ExecutorService shutDown = Executors.newSingleThreadExecutor();
		shutDown.shutdown();
		this.executors.add(shutDown);
	}

	private ExecutorService add(ExecutorService service) {
		this.services.add(service);
		this.executors.add(service);
		return service;
	}

	private void addVirtualThreads() {
		if (Runtime.version().feature() >= 21) {
			try {
				add((ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * Do something on another thread, soon.
	 */
	void later(Runnable task) {
		this.timer.schedule(task, ThreadLocalRandom.current().nextInt(3), TimeUnit.MILLISECONDS);
	}

	Executor get(int index) {
		return this.executors.get(index % this.executors.size());
	}

	void shutDown() throws InterruptedException {
		for (ExecutorService service : this.services) {
			service.shutdown();
		}
		for (ExecutorService service : this.services) {
			service.awaitTermination(30, TimeUnit.SECONDS);
		}
	}

}

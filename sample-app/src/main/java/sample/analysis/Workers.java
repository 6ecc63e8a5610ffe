package sample.analysis;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads that read texts. Reading takes seconds or minutes, and the threads that
 * deliver messages are there for everybody: a listener that kept one for so long would
 * hold up all other ports. So the work has threads of its own, as many as there may be
 * readers at a time, and a bounded number of orders that wait for one.
 * <p>
 * Whose order it is, the trace of the request that has brought it, goes with the task to
 * the thread of its own: ports do that for what they call, but not for what others run.
 * <p>
 * The executor is not a bean, because Spring Boot would take that for the executor of the
 * application, and not make {@code applicationTaskExecutor}.
 */
@Component
class Workers implements DisposableBean {

	private final ContextSnapshotFactory contexts = ContextSnapshotFactory.builder().build();

	private final AnalysisProperties properties;

	private final ThreadPoolExecutor executor;

	private final Semaphore room;

	Workers(AnalysisProperties properties) {
		this.properties = properties;
		this.executor = new ThreadPoolExecutor(properties.workers(), properties.workers(), 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new CustomizableThreadFactory("analysis-"));
		this.room = new Semaphore(properties.workers() + properties.queue());
	}

	/**
	 * Take a place, to be used for one call of {@link #run(Runnable)}. A step of its own,
	 * so that the client can be told before the work begins.
	 * @return whether there was a place
	 */
	boolean reserve() {
		return this.room.tryAcquire();
	}

	/**
	 * Run a task as soon as a thread is free, and give its place back.
	 * @param task the task
	 */
	void run(Runnable task) {
		this.executor.execute(this.contexts.captureAll().wrap(() -> {
			try {
				task.run();
			}
			finally {
				this.room.release();
			}
		}));
	}

	/**
	 * Return how many tasks wait for a thread.
	 * @return the number of tasks
	 */
	int waiting() {
		return this.executor.getQueue().size();
	}

	/**
	 * Return what is going on, for people.
	 */
	@Override
	public String toString() {
		return "at most " + this.properties.workers() + " texts are read at a time, and " + this.properties.queue()
				+ " may wait";
	}

	/**
	 * Interrupt the readers, which close their ports with the cause, and drop what has
	 * not begun: those ports close with the application context.
	 */
	@Override
	public void destroy() throws InterruptedException {
		this.executor.shutdownNow();
		this.executor.awaitTermination(2, TimeUnit.SECONDS);
	}

}

package dev.messageport.spring;

import java.lang.ref.Cleaner;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import dev.messageport.PortInterceptor;

/**
 * The observation of one message that is handed to listeners. It is known to the thread
 * that calls them, so that those who know more can tell: which listener was selected, an
 * error that the asker was told of, an answer that is still to come.
 * <p>
 * Stopped once: when the listeners have returned and all answers that they have promised
 * have come, or were forgotten by whoever was to give them.
 */
final class ListenerObservation {

	private static final ThreadLocal<@Nullable ListenerObservation> current = new ThreadLocal<>();

	/**
	 * Whether anybody has ever observed: no thread needs a value before.
	 */
	private static volatile boolean observed;

	private final Observation observation;

	private final PortListenerObservationContext context;

	private final AtomicBoolean failed = new AtomicBoolean();

	/**
	 * The call of the listeners, and the answers to come.
	 */
	private final AtomicInteger pending = new AtomicInteger(1);

	ListenerObservation(Observation observation, PortListenerObservationContext context) {
		this.observation = observation;
		this.context = context;
	}

	/**
	 * Tell which listener the message is for.
	 * @param listener the listener
	 */
	static void selected(NamedListener listener) {
		ListenerObservation present = current();
		if (present != null) {
			present.context.setListener(listener.id().isEmpty() ? listener.defaultId() : listener.id());
		}
	}

	/**
	 * Tell that the handling of the message has failed. Only the first error counts, so
	 * that whoever knows of one can tell.
	 * @param error the error
	 */
	static void failed(Throwable error) {
		ListenerObservation present = current();
		if (present != null) {
			present.error(error);
		}
	}

	/**
	 * Tell that an answer is to come, which the observation waits for.
	 * @return what has to be told of the answer
	 */
	static Later later() {
		return new Later(current());
	}

	/**
	 * Send a stream of answers, which the observation waits for if anybody subscribes.
	 * @param answers the stream
	 * @param destination subscribes to it, before it returns
	 */
	static void stream(Flow.Publisher<?> answers, Consumer<Flow.Publisher<?>> destination) {
		if (!observed) {
			destination.accept(answers);
			return;
		}
		ObservedPublisher<?> observedAnswers = new ObservedPublisher<>(answers, later());
		try {
			destination.accept(observedAnswers);
		}
		finally {
			observedAnswers.endIfUnused();
		}
	}

	/**
	 * Run a task with an observation as the current one, which the errors of the task are
	 * no business of.
	 * @param observation the observation
	 * @param task the task
	 */
	static void within(Observation observation, Runnable task) {
		try (ObservationScope scope = ObservationScope.open(observation)) {
			task.run();
		}
	}

	private static @Nullable ListenerObservation current() {
		return observed ? current.get() : null;
	}

	/**
	 * Call the listeners.
	 * @param delivery calls them
	 * @throws Exception what an interceptor throws
	 */
	void around(PortInterceptor.Delivery delivery) throws Exception {
		if (!observed) {
			observed = true;
		}
		ListenerObservation outer = current.get();
		current.set(this);
		try (ObservationScope scope = ObservationScope.open(this.observation)) {
			delivery.proceed();
			Throwable failure = delivery.failure();
			if (failure != null) {
				error(failure);
			}
		}
		catch (Throwable ex) {
			error(ex);
			throw ex;
		}
		finally {
			restore(outer);
			end();
		}
	}

	private void error(Throwable error) {
		if (this.failed.compareAndSet(false, true)) {
			ObservationFaults.contain(() -> this.observation.error(error));
		}
	}

	private void end() {
		if (this.pending.decrementAndGet() == 0) {
			ObservationFaults.contain(this.observation::stop);
		}
	}

	private static void restore(@Nullable ListenerObservation outer) {
		if (outer != null) {
			current.set(outer);
		}
		else {
			current.remove();
		}
	}

	/**
	 * An answer that is to come. Without an observation it stands for none, so that what
	 * happens then is not taken for part of what this thread is doing.
	 */
	static final class Later {

		private final @Nullable ListenerObservation owner;

		/**
		 * Ends this once: when it is told to, or when whoever was to tell has forgotten
		 * the answer.
		 */
		private final Cleaner.@Nullable Cleanable ending;

		private Later(@Nullable ListenerObservation owner) {
			this.owner = owner;
			if (owner != null) {
				owner.pending.incrementAndGet();
			}
			this.ending = (owner != null) ? Forgotten.CLEANER.register(this, owner::end) : null;
		}

		/**
		 * Run a part of the handling, on any thread.
		 * @param part what to do
		 */
		void run(Runnable part) {
			if (!observed) {
				part.run();
				return;
			}
			ListenerObservation outer = current.get();
			restore(this.owner);
			try {
				if (this.owner != null) {
					within(this.owner.observation, part);
				}
				else {
					part.run();
				}
			}
			finally {
				restore(outer);
			}
		}

		/**
		 * Run the last part of the handling.
		 * @param part what to do
		 */
		void finish(Runnable part) {
			try {
				run(part);
			}
			finally {
				end();
			}
		}

		/**
		 * The answer has come, or nobody waits for it any more. Idempotent.
		 */
		void end() {
			if (this.ending != null) {
				this.ending.clean();
			}
		}

	}

	/**
	 * Apart, because it has a thread, which only those need who observe.
	 */
	private static final class Forgotten {

		private static final Cleaner CLEANER = Cleaner.create();

	}

}

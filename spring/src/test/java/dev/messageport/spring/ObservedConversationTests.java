package dev.messageport.spring;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.test.DeterministicExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the observations of messages that follow from one another have to do
 * with each other, where threads or executors bring observations along.
 */
class ObservedConversationTests {

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final DeterministicExecutor executor = new DeterministicExecutor();

	private final ContextSnapshotFactory snapshots;

	private final List<WeakReference<Observation.Context>> contexts = new CopyOnWriteArrayList<>();

	ObservedConversationTests() {
		ContextRegistry accessors = new ContextRegistry();
		accessors.registerThreadLocalAccessor(new ObservationThreadLocalAccessor(this.registry));
		this.snapshots = ContextSnapshotFactory.builder().contextRegistry(accessors).clearMissing(true).build();
		this.registry.observationConfig().observationHandler(new Remembering());
	}

	@Test
	void observationsAreForgottenWhenTheContextOfTheSenderIsRestored() {
		talk(MessageChannelFactory.builder()
			.executor(this.executor)
			.interceptor(new ContextPropagationInterceptor(this.snapshots)));
	}

	@Test
	void observationsAreForgottenWhenTheExecutorBringsAlongThatOfTheSender() {
		Executor bringing = (task) -> this.executor.execute(this.snapshots.captureAll().wrap(task));
		talk(MessageChannelFactory.builder().executor(bringing));
	}

	@Test
	void whoAsksOutsideOfAnyObservationHasNoPartInThatOfWhoeverAnswers() {
		MessageChannel channel = MessageChannelFactory.builder()
			.executor((task) -> this.executor.execute(this.snapshots.captureAll().wrap(task)))
			.interceptor(new ListenerObservationInterceptor(this.registry))
			.build()
			.create();
		channel.port2().onMessage((event) -> event.reply(event.data()));
		AtomicReference<Object> seen = new AtomicReference<>("not called");
		channel.port1().request("x", Object.class).thenRun(() -> seen.set(current()));
		this.executor.runAll();
		assertThat(seen).hasValue("none");
		assertThat(current()).isEqualTo("none");
	}

	private Object current() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null && !(current instanceof NullObservation)) ? current : "none";
	}

	private void talk(MessageChannelFactory.Builder builder) {
		MessageChannel channel = builder.interceptor(new ListenerObservationInterceptor(this.registry))
			.build()
			.create();
		channel.port1().onMessage((event) -> event.target().postMessage("ping"));
		channel.port2().onMessage((event) -> event.target().postMessage("pong"));
		channel.port1().postMessage("ping");
		while (this.contexts.size() < 10) {
			this.executor.runNext();
		}
		Awaitility.await().atMost(Recorder.SOON).until(() -> {
			System.gc();
			return this.contexts.subList(0, 5).stream().allMatch((context) -> context.get() == null);
		});
		assertThat(this.executor.waiting()).isPositive();
		channel.close();
	}

	private final class Remembering implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			ObservedConversationTests.this.contexts.add(new WeakReference<>(context));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}

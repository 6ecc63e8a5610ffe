package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.awaitility.Awaitility;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelSide;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PortErrorHandler;

/**
 * A channel 'pricing' whose listeners, at port 2, are observed, and whose failures are
 * counted.
 */
final class ObservedWorld {

	private final AnnotationConfigApplicationContext context;

	private ObservedWorld(AnnotationConfigApplicationContext context) {
		this.context = context;
	}

	static void run(Consumer<ObservedWorld> test, Class<?>... components) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Channels.class);
			for (Class<?> component : components) {
				context.register(component);
			}
			context.refresh();
			test.accept(new ObservedWorld(context));
		}
	}

	MessagePort port() {
		return this.context.getBean("pricing.port1", MessagePort.class);
	}

	MessageChannelFactory channels() {
		return this.context.getBean(MessageChannelFactory.class);
	}

	TestObservationRegistry registry() {
		return this.context.getBean(TestObservationRegistry.class);
	}

	Recorder recorder() {
		return this.context.getBean(Recorder.class);
	}

	MessagePortTemplate template() {
		return Services.template(this.context);
	}

	<S> S client(String endpoint, Class<S> serviceType) {
		return Services.client(this.context, endpoint, serviceType);
	}

	List<Throwable> failures() {
		return this.context.getBean(Failures.class).counted;
	}

	/**
	 * Wait for observations of listeners to end.
	 * @param count how many
	 * @return all that have ended
	 */
	List<Ended> awaitEnded(int count) {
		Endings endings = this.context.getBean(Endings.class);
		Awaitility.await().atMost(Recorder.SOON).until(() -> endings.ended.size() >= count);
		return endings.ended;
	}

	List<Ended> ended() {
		return this.context.getBean(Endings.class).ended;
	}

	/**
	 * An observation of a listener that has ended.
	 *
	 * @param context its context
	 * @param errors all errors that it was told of
	 */
	record Ended(PortListenerObservationContext context, List<Throwable> errors) {

		String listener() {
			return String.valueOf(this.context.getListener());
		}

	}

	static final class Endings implements ObservationHandler<PortListenerObservationContext> {

		private final List<Ended> ended = new CopyOnWriteArrayList<>();

		@Override
		public void onStart(PortListenerObservationContext context) {
			context.put(Endings.class, Collections.synchronizedList(new ArrayList<>()));
		}

		@Override
		public void onError(PortListenerObservationContext context) {
			List<Throwable> errors = context.getRequired(Endings.class);
			errors.add(context.getError());
		}

		@Override
		public void onStop(PortListenerObservationContext context) {
			this.ended.add(new Ended(context, context.getRequired(Endings.class)));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PortListenerObservationContext;
		}

	}

	static final class Failures implements ChannelObserver {

		private final List<Throwable> counted = new CopyOnWriteArrayList<>();

		@Override
		public void failed(ChannelSide side, Throwable error) {
			this.counted.add(error);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ MessagePortConfiguration.class, Recorder.class })
	static class Channels {

		@Bean
		Endings endings() {
			return new Endings();
		}

		@Bean
		Failures failures() {
			return new Failures();
		}

		@Bean
		TestObservationRegistry registry(Endings endings) {
			TestObservationRegistry registry = TestObservationRegistry.create();
			registry.observationConfig().observationHandler(endings);
			return registry;
		}

		@Bean
		MessageChannelFactory channels(List<ChannelObserver> observers, PortErrorHandler errorHandler,
				TestObservationRegistry registry) {
			MessageChannelFactory.Builder builder = MessageChannelFactory.builder().errorHandler(errorHandler);
			observers.forEach(builder::observer);
			return builder.interceptor(new ListenerObservationInterceptor(registry))
				.interceptor(new PostObservationInterceptor(registry))
				.build();
		}

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

}

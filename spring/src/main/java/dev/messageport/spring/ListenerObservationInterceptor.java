package dev.messageport.spring;

import java.util.function.Consumer;

import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.MessageEvent;
import dev.messageport.PortInterceptor;

/**
 * Observes each message that listeners handle, as {@link MessagePortObservation#LISTENER}
 * says, and keeps the observation of whoever asks, subscribes, answers with a stream or
 * connects current for what is called on its behalf. Thread-safe.
 * <p>
 * Spring Boot adds it where there is an {@link ObservationRegistry}. Elsewhere:
 *
 * <pre>{@code
 * &#64;Bean
 * MessageChannelFactory messageChannelFactory(MessageChannelFactory.Builder builder, ObservationRegistry registry,
 *         Tracer tracer, Propagator propagator) {
 *     return builder.interceptor(new TracePropagationInterceptor(tracer, propagator))
 *         .interceptor(new ListenerObservationInterceptor(registry))
 *         .build();
 * }
 * }</pre>
 *
 * A registry that has no handler when the factory is built costs nothing, and never will
 * be looked at again.
 *
 * @see TracePropagationInterceptor
 * @see PostObservationInterceptor
 */
public final class ListenerObservationInterceptor implements PortInterceptor {

	private final ObservationRegistry registry;

	private final @Nullable PortListenerObservationConvention convention;

	private final PortListenerObservationConvention defaultConvention;

	/**
	 * Create a new interceptor with the default convention.
	 * @param registry the registry
	 */
	public ListenerObservationInterceptor(ObservationRegistry registry) {
		this(registry, null);
	}

	/**
	 * Create a new interceptor.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for one that is registered
	 * globally, or else the default one
	 */
	public ListenerObservationInterceptor(ObservationRegistry registry,
			@Nullable PortListenerObservationConvention convention) {
		this(registry, convention, DefaultPortListenerObservationConvention.DEFAULT_MAX_NAMES);
	}

	/**
	 * Create a new interceptor.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for one that is registered
	 * globally, or else the default one
	 * @param maxNames how many names of each kind the default convention tells apart, the
	 * others are {@code "other"}
	 */
	public ListenerObservationInterceptor(ObservationRegistry registry,
			@Nullable PortListenerObservationConvention convention, int maxNames) {
		Assert.notNull(registry, "'registry' must not be null");
		this.registry = registry;
		this.convention = convention;
		this.defaultConvention = new DefaultPortListenerObservationConvention(maxNames);
	}

	@Override
	public void added(Runnable removal) {
		if (this.registry.isNoop()) {
			removal.run();
		}
	}

	/**
	 * Where nothing is current, nothing is to be so later: not what whoever answers, or
	 * the executor, has brought to that thread.
	 */
	@Override
	public Consumer<Runnable> captureContext() {
		Observation current = this.registry.getCurrentObservation();
		return (current != null) ? (task) -> ListenerObservation.within(current, task) : this::runWithout;
	}

	private void runWithout(Runnable task) {
		if (this.registry.getCurrentObservation() == null) {
			task.run();
		}
		else {
			ListenerObservation.within(new NullObservation(this.registry), task);
		}
	}

	@Override
	public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		PortListenerObservationContext context = new PortListenerObservationContext(event);
		Observation observation = ObservationFaults.begin(() -> create(context));
		if (observation == null || observation.isNoop()) {
			delivery.proceed();
		}
		else {
			new ListenerObservation(observation, context).around(delivery);
		}
	}

	/**
	 * What is current on this thread is no parent: the headers tell that. Of listeners
	 * that answer one another for ever, each would keep the observation of the one
	 * before.
	 * @param context what is known of the message
	 * @return the observation, not started
	 */
	private Observation create(PortListenerObservationContext context) {
		Observation observation = MessagePortObservation.LISTENER.observation(this.convention, this.defaultConvention,
				() -> context, this.registry);
		context.setParentObservation(null);
		return observation;
	}

}

package dev.messageport.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

/**
 * Observes each post, as {@link MessagePortObservation#POST} says: marks its moment, and
 * puts that into the headers as the parent of what the listener does. To be added after a
 * {@link TracePropagationInterceptor}, whose headers it replaces. Thread-safe.
 * <p>
 * Spring Boot adds it if {@code messageport.observation.post} is {@code true}.
 *
 * @see ListenerObservationInterceptor
 */
public final class PostObservationInterceptor implements PortInterceptor {

	private final ObservationRegistry registry;

	private final @Nullable PortPostObservationConvention convention;

	private final PortPostObservationConvention defaultConvention;

	/**
	 * Create a new interceptor with the default convention.
	 * @param registry the registry
	 */
	public PostObservationInterceptor(ObservationRegistry registry) {
		this(registry, null);
	}

	/**
	 * Create a new interceptor.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for one that is registered
	 * globally, or else the default one
	 */
	public PostObservationInterceptor(ObservationRegistry registry,
			@Nullable PortPostObservationConvention convention) {
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
	public PostObservationInterceptor(ObservationRegistry registry, @Nullable PortPostObservationConvention convention,
			int maxNames) {
		Assert.notNull(registry, "'registry' must not be null");
		this.registry = registry;
		this.convention = convention;
		this.defaultConvention = new DefaultPortPostObservationConvention(maxNames);
	}

	@Override
	public void added(Runnable removal) {
		if (this.registry.isNoop()) {
			removal.run();
		}
	}

	@Override
	public void beforePost(OutgoingMessage message) {
		PortPostObservationContext context = new PortPostObservationContext(message);
		Observation observation = ObservationFaults.begin(() -> MessagePortObservation.POST.observation(this.convention,
				this.defaultConvention, () -> context, this.registry));
		if (observation != null) {
			ObservationFaults.contain(observation::stop);
		}
	}

}

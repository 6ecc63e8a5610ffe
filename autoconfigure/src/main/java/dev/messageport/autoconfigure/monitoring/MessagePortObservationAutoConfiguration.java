package dev.messageport.autoconfigure.monitoring;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.messageport.PortInterceptor;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.autoconfigure.MessagePortProperties;
import dev.messageport.spring.ContextPropagationInterceptor;
import dev.messageport.spring.ListenerObservationInterceptor;
import dev.messageport.spring.MessagePortObservation;
import dev.messageport.spring.PortListenerObservationConvention;
import dev.messageport.spring.PortPostObservationConvention;
import dev.messageport.spring.PostObservationInterceptor;
import dev.messageport.spring.TracePropagationInterceptor;

/**
 * Auto-configuration for what travels with messages and is observed of them: the
 * {@linkplain MessagePortObservation observations}, the trace of the sender, and, if
 * wanted, all that is bound to its thread.
 * <p>
 * The interceptors stand around those of the user, in this order: the context, the trace,
 * the observation of the listener, that of the post.
 */
@AutoConfiguration(after = MessagePortAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
public final class MessagePortObservationAutoConfiguration {

	private static final String PROPAGATE_CONTEXT = "messageport.observation.propagate-context";

	private static final int CONTEXT = Ordered.HIGHEST_PRECEDENCE + 100;

	private static final int TRACE = CONTEXT + 10;

	private static final int LISTENER = CONTEXT + 20;

	private static final int POST = CONTEXT + 30;

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ObservationRegistry.class)
	static class Observations {

		@Bean
		@Order(LISTENER)
		@ConditionalOnBooleanProperty(name = "messageport.observation.listener", matchIfMissing = true)
		@ConditionalOnMissingBean(ListenerObservationInterceptor.class)
		LateInterceptor messagePortListenerObservation(ObjectProvider<ObservationRegistry> registry,
				ObjectProvider<PortListenerObservationConvention> convention, MessagePortProperties properties) {
			int maxNames = MonitoringSettings.of(properties).maxNames();
			return new LateInterceptor(() -> new ListenerObservationInterceptor(registry.getObject(),
					convention.getIfAvailable(), maxNames));
		}

		@Bean
		@Order(POST)
		@ConditionalOnBooleanProperty("messageport.observation.post")
		@ConditionalOnMissingBean(PostObservationInterceptor.class)
		LateInterceptor messagePortPostObservation(ObjectProvider<ObservationRegistry> registry,
				ObjectProvider<PortPostObservationConvention> convention, MessagePortProperties properties) {
			int maxNames = MonitoringSettings.of(properties).maxNames();
			return new LateInterceptor(
					() -> new PostObservationInterceptor(registry.getObject(), convention.getIfAvailable(), maxNames));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	@ConditionalOnBean({ Tracer.class, Propagator.class })
	static class Traces {

		@Bean
		@Order(TRACE)
		@ConditionalOnMissingBean(TracePropagationInterceptor.class)
		LateInterceptor messagePortTracePropagation(ObjectProvider<Tracer> tracer,
				ObjectProvider<Propagator> propagator) {
			return new LateInterceptor(
					() -> new TracePropagationInterceptor(tracer.getObject(), propagator.getObject()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextSnapshotFactory.class)
	@ConditionalOnBooleanProperty(PROPAGATE_CONTEXT)
	static class Context {

		@Bean
		@Order(CONTEXT)
		@ConditionalOnMissingBean
		ContextPropagationInterceptor messagePortContextPropagation(ObjectProvider<ContextSnapshotFactory> snapshots) {
			ContextSnapshotFactory present = snapshots.getIfAvailable();
			return (present != null) ? new ContextPropagationInterceptor(present) : new ContextPropagationInterceptor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("io.micrometer.context.ContextSnapshotFactory")
	@ConditionalOnBooleanProperty(PROPAGATE_CONTEXT)
	static class MissingContext {

		@Bean
		PortInterceptor messagePortContextPropagation() {
			throw new InvalidConfigurationPropertyValueException(PROPAGATE_CONTEXT, true,
					"It needs 'io.micrometer:context-propagation', which is not on the class path: add it");
		}

	}

}

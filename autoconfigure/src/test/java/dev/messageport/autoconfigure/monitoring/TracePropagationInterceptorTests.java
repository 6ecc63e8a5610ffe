package dev.messageport.autoconfigure.monitoring;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.spring.TracePropagationInterceptor;
import dev.messageport.test.DeterministicExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TracePropagationInterceptor} with the bridge to OpenTelemetry.
 */
class TracePropagationInterceptorTests {

	private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

	private final Tracer tracer = new OtelTracer(this.provider.get("test"), new OtelCurrentTraceContext(), (event) -> {
	});

	private final Propagator propagator = new OtelPropagator(
			ContextPropagators.create(W3CTraceContextPropagator.getInstance()), this.provider.get("test"));

	private final DeterministicExecutor executor = new DeterministicExecutor();

	@AfterEach
	void shutDown() {
		this.provider.shutdown();
	}

	@Test
	void currentTraceTravelsInTheHeaders() {
		MessageChannel channel = channel(this.executor);
		AtomicReference<Map<String, Object>> headers = new AtomicReference<>(Map.of());
		channel.port2().onMessage((event) -> headers.set(event.headers()));
		Span span = this.tracer.nextSpan().start();
		try (Tracer.SpanInScope scope = this.tracer.withSpan(span)) {
			channel.port1().postMessage("x");
		}
		this.executor.runAll();
		assertThat(headers.get()).hasEntrySatisfying("traceparent", (value) -> assertThat(value).asString()
			.startsWith("00-" + span.context().traceId() + "-" + span.context().spanId() + "-"));
		channel.port1().postMessage("y");
		this.executor.runAll();
		assertThat(headers.get()).isEmpty();
	}

	@Test
	void messageFromOutsideHasNoPartInATraceThatTheExecutorBringsAlong() {
		Queue<String> seen = new ConcurrentLinkedQueue<>();
		Span span = this.tracer.nextSpan().start();
		MessageChannel channel = channel((task) -> this.executor.execute(() -> {
			try (Tracer.SpanInScope scope = this.tracer.withSpan(span)) {
				task.run();
			}
		}));
		channel.port2().onMessage((event) -> seen.add(event.data() + " " + traceId()));
		channel.port1().postMessage("outside");
		try (Tracer.SpanInScope scope = this.tracer.withSpan(span)) {
			channel.port1().postMessage("inside");
		}
		this.executor.runAll();
		assertThat(seen).containsExactly("outside null", "inside " + span.context().traceId());
	}

	@Test
	void traceOfWhoeverAsksIsCurrentForTheAnswer() {
		MessageChannel channel = channel(this.executor);
		channel.port2().onMessage((event) -> event.reply(event.data()));
		AtomicReference<@Nullable String> seen = new AtomicReference<>();
		Span span = this.tracer.nextSpan().start();
		try (Tracer.SpanInScope scope = this.tracer.withSpan(span)) {
			channel.port1().request("x", Object.class).thenRun(() -> seen.set(traceId()));
		}
		assertThat(traceId()).isNull();
		this.executor.runAll();
		assertThat(seen).hasValue(span.context().traceId());
		assertThat(traceId()).isNull();
	}

	@Test
	void whoAsksOutsideOfAnyTraceHasNoPartInThatOfWhoeverAnswers() {
		Span span = this.tracer.nextSpan().start();
		MessageChannel channel = channel((task) -> this.executor.execute(() -> {
			try (Tracer.SpanInScope scope = this.tracer.withSpan(span)) {
				task.run();
			}
		}));
		channel.port2().onMessage((event) -> event.reply(event.data()));
		AtomicReference<@Nullable String> seen = new AtomicReference<>("not called");
		channel.port1().request("x", Object.class).thenRun(() -> seen.set(traceId()));
		this.executor.runAll();
		assertThat(seen).hasValue(null);
	}

	@Test
	void tracerThatDoesNothingIsNotAsked() {
		AtomicReference<@Nullable String> removed = new AtomicReference<>();
		new TracePropagationInterceptor(this.tracer, this.propagator).added(() -> removed.set("tracer"));
		assertThat(removed).hasValue(null);
		new TracePropagationInterceptor(Tracer.NOOP, this.propagator).added(() -> removed.set("no-op"));
		assertThat(removed).hasValue("no-op");
	}

	private MessageChannel channel(Executor executor) {
		return MessageChannelFactory.builder()
			.executor(executor)
			.interceptor(new TracePropagationInterceptor(this.tracer, this.propagator))
			.build()
			.create();
	}

	private @Nullable String traceId() {
		TraceContext current = this.tracer.currentTraceContext().context();
		return (current != null && TraceId.isValid(current.traceId())) ? current.traceId() : null;
	}

}

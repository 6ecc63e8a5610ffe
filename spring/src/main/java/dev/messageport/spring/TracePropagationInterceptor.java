package dev.messageport.spring;

import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.messageport.MessageEvent;
import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

/**
 * Lets the trace of the sender travel in the headers of its messages, such as the
 * {@code traceparent} of W3C, so that a {@link ListenerObservationInterceptor} finds it
 * on whichever thread, or in whichever JVM, the message is handled. Keeps the trace of
 * whoever asks or connects current for what is called on its behalf. To be added before
 * the interceptors that observe. Thread-safe. Needs Micrometer Tracing.
 */
public final class TracePropagationInterceptor implements PortInterceptor {

	private final Tracer tracer;

	private final Propagator propagator;

	/**
	 * Create a new interceptor.
	 * @param tracer knows the current trace
	 * @param propagator writes it into headers
	 */
	public TracePropagationInterceptor(Tracer tracer, Propagator propagator) {
		Assert.notNull(tracer, "'tracer' must not be null");
		Assert.notNull(propagator, "'propagator' must not be null");
		this.tracer = tracer;
		this.propagator = propagator;
	}

	@Override
	public void added(Runnable removal) {
		if (this.tracer == Tracer.NOOP || this.propagator == Propagator.NOOP) {
			removal.run();
		}
	}

	@Override
	public void beforePost(OutgoingMessage message) {
		TraceContext current = this.tracer.currentTraceContext().context();
		if (current != null) {
			this.propagator.inject(current, message, TracePropagationInterceptor::setHeader);
		}
	}

	private static void setHeader(@Nullable OutgoingMessage message, String name, String value) {
		if (message != null) {
			message.setHeader(name, value);
		}
	}

	/**
	 * Who asks outside of any trace has no part in that of whoever answers.
	 */
	@Override
	public Consumer<Runnable> captureContext() {
		CurrentTraceContext traces = this.tracer.currentTraceContext();
		TraceContext current = traces.context();
		return (current != null) ? (task) -> run(traces, current, task) : this::runOutside;
	}

	/**
	 * A message from outside of any trace belongs to none, also when the executor has
	 * brought along the one of whoever has posted the first message of the turn.
	 */
	@Override
	public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		if (this.tracer.currentTraceContext().context() == null || hasTrace(event.headers())) {
			delivery.proceed();
			return;
		}
		try (Tracer.SpanInScope scope = this.tracer.withSpan(null)) {
			delivery.proceed();
		}
	}

	private boolean hasTrace(Map<String, Object> headers) {
		return !headers.isEmpty() && this.propagator.fields().stream().anyMatch(headers::containsKey);
	}

	private static void run(CurrentTraceContext traces, TraceContext trace, Runnable task) {
		try (CurrentTraceContext.Scope scope = traces.maybeScope(trace)) {
			task.run();
		}
	}

	private void runOutside(Runnable task) {
		if (this.tracer.currentTraceContext().context() == null) {
			task.run();
			return;
		}
		try (Tracer.SpanInScope scope = this.tracer.withSpan(null)) {
			task.run();
		}
	}

}

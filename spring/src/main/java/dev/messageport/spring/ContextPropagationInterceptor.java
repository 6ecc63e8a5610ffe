package dev.messageport.spring;

import java.util.function.Consumer;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.util.Assert;

import dev.messageport.MessageEvent;
import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

/**
 * Captures the values of all registered {@link io.micrometer.context.ThreadLocalAccessor
 * ThreadLocalAccessors} when a message is posted, and restores them around its listeners:
 * the MDC, the security context, or whatever else the sender has bound to its thread.
 * Does so, too, for what is called on behalf of whoever asks, subscribes or connects.
 * Only within this JVM. Thread-safe. Needs Micrometer's context propagation.
 * <p>
 * To be added before all other interceptors. With Spring Boot, set
 * {@code messageport.observation.propagate-context} to {@code true}. What is captured
 * stays in memory for as long as the message waits.
 *
 * @see MessagePortHeaders#CONTEXT
 */
public final class ContextPropagationInterceptor implements PortInterceptor {

	private final ContextSnapshotFactory snapshots;

	/**
	 * Create a new interceptor for the accessors of the global registry. What the sender
	 * has not bound is not bound around its listeners either, even if the executor has
	 * brought it along from whoever has posted the first message of the turn.
	 */
	public ContextPropagationInterceptor() {
		this(ContextSnapshotFactory.builder().clearMissing(true).build());
	}

	/**
	 * Create a new interceptor.
	 * @param snapshots captures what it is made for. It should
	 * {@linkplain ContextSnapshotFactory.Builder#clearMissing clear what is missing}
	 */
	public ContextPropagationInterceptor(ContextSnapshotFactory snapshots) {
		Assert.notNull(snapshots, "'snapshots' must not be null");
		this.snapshots = snapshots;
	}

	@Override
	public void beforePost(OutgoingMessage message) {
		message.setHeader(MessagePortHeaders.CONTEXT, this.snapshots.captureAll());
	}

	@Override
	public Consumer<Runnable> captureContext() {
		ContextSnapshot snapshot = this.snapshots.captureAll();
		return (task) -> {
			try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
				task.run();
			}
		};
	}

	@Override
	public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		if (!(event.headers().get(MessagePortHeaders.CONTEXT) instanceof ContextSnapshot snapshot)) {
			delivery.proceed();
			return;
		}
		try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
			delivery.proceed();
		}
	}

}

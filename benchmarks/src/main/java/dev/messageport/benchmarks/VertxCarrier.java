package dev.messageport.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.tracing.TracingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The event bus of Vert.x, not clustered: {@code send} to an address of its own for each
 * connection, with a codec that hands on the object itself, consumed on one of two event
 * loops. Both directions of a link share a loop, so that an answer need not wake another
 * thread.
 */
final class VertxCarrier implements Carrier {

	private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

	private final EventBus bus = this.vertx.eventBus().registerCodec(new ReferenceCodec());

	private final DeliveryOptions options = new DeliveryOptions().setCodecName(ReferenceCodec.NAME)
		.setLocalOnly(true)
		.setTracingPolicy(TracingPolicy.IGNORE);

	/**
	 * The bus takes the context of the caller, which is no event loop here; so it is
	 * called in theirs, without the detour over their threads.
	 */
	private final ContextInternal[] contexts = { context(), context() };

	private int nextContext;

	private int nextAddress;

	private ContextInternal context() {
		return ((VertxInternal) this.vertx).createEventLoopContext();
	}

	@Override
	public Lane open(Consumer<Object> listener) {
		return open(listener, nextContext());
	}

	@Override
	public Link connect(Consumer<Object> first, Consumer<Object> second) {
		ContextInternal context = nextContext();
		return new LanePair(open(first, context), open(second, context));
	}

	private ContextInternal nextContext() {
		return this.contexts[this.nextContext++ & 1];
	}

	private Lane open(Consumer<Object> listener, ContextInternal context) {
		AddressLane lane = new AddressLane(Integer.toString(this.nextAddress++), listener, context);
		context.dispatch(lane);
		return lane;
	}

	@Override
	public void close() {
		this.vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	/**
	 * An address and its consumer.
	 */
	private final class AddressLane implements Lane, Runnable {

		private final String address;

		private final Consumer<Object> listener;

		private final ContextInternal context;

		private @Nullable MessageConsumer<Object> consumer;

		AddressLane(String address, Consumer<Object> listener, ContextInternal context) {
			this.address = address;
			this.listener = listener;
			this.context = context;
		}

		@Override
		public void run() {
			this.consumer = VertxCarrier.this.bus.localConsumer(this.address,
					(message) -> this.listener.accept(message.body()));
		}

		/**
		 * On a thread that is not in a context, the bus would make one for each message.
		 * So such a thread is in the context of the receiver for the time of a message,
		 * which costs a thread local; an event loop stays in its own.
		 */
		@Override
		public void post(Object message) {
			if (ContextInternal.current() != null) {
				send(message);
				return;
			}
			ContextInternal before = this.context.beginDispatch();
			try {
				send(message);
			}
			finally {
				this.context.endDispatch(before);
			}
		}

		private void send(Object message) {
			VertxCarrier.this.bus.send(this.address, message, VertxCarrier.this.options);
		}

		@Override
		public void close() {
			if (this.consumer != null) {
				this.consumer.unregister();
			}
		}

	}

}

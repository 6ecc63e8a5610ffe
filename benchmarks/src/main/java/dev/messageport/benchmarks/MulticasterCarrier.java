package dev.messageport.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/**
 * The application events of Spring: a multicaster for each connection with one listener
 * and a single thread, because it keeps no order on more. The type of the event is told
 * with it, so that it is not looked for. Who publishes a payload makes an event of it.
 */
final class MulticasterCarrier extends LoopCarrier {

	private static final ResolvableType TYPE = ResolvableType.forClass(PayloadApplicationEvent.class);

	@Override
	Lane open(Consumer<Object> listener, ExecutorService loop) {
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		multicaster.setTaskExecutor(loop);
		PayloadListener adapter = new PayloadListener(listener);
		multicaster.addApplicationListener(adapter);
		return new MulticasterLane(multicaster, adapter);
	}

	/**
	 * A listener to payloads. Its type of event is in its signature, where Spring looks
	 * for it.
	 */
	private static final class PayloadListener implements ApplicationListener<PayloadApplicationEvent<Object>> {

		private final Consumer<Object> listener;

		PayloadListener(Consumer<Object> listener) {
			this.listener = listener;
		}

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<Object> event) {
			this.listener.accept(event.getPayload());
		}

	}

	/**
	 * A multicaster with one listener.
	 */
	private static final class MulticasterLane implements Lane {

		private final SimpleApplicationEventMulticaster multicaster;

		private final PayloadListener listener;

		MulticasterLane(SimpleApplicationEventMulticaster multicaster, PayloadListener listener) {
			this.multicaster = multicaster;
			this.listener = listener;
		}

		@Override
		public void post(Object message) {
			this.multicaster.multicastEvent(new PayloadApplicationEvent<>(this, message), TYPE);
		}

		@Override
		public void close() {
			this.multicaster.removeApplicationListener(this.listener);
		}

	}

}

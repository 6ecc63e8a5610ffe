package dev.messageport.benchmarks;

import java.util.function.Consumer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * {@link QueueChannel} of Spring Integration, unbounded, and a thread for each connection
 * that waits in {@code receive}: without the interval of a scheduled poller, which would
 * only delay. Without metrics, observation and logging. Who posts a payload makes a
 * message of it.
 */
final class QueueChannelCarrier implements Carrier {

	private final BeanFactory beans = new DefaultListableBeanFactory();

	@Override
	public Lane open(Consumer<Object> listener) {
		StoppedLane lane = openStopped(listener);
		lane.start();
		return lane;
	}

	@Override
	public StoppedLane openStopped(Consumer<Object> listener) {
		QueueChannel channel = new QueueChannel();
		channel.setLoggingEnabled(false);
		channel.setBeanFactory(this.beans);
		channel.afterPropertiesSet();
		return new PolledLane(channel, listener);
	}

	@Override
	public void close() {
		// The threads end with their lanes
	}

	/**
	 * A channel and its reader.
	 */
	private static final class PolledLane implements StoppedLane {

		private final QueueChannel channel;

		private final Consumer<Object> listener;

		private final Thread reader;

		PolledLane(QueueChannel channel, Consumer<Object> listener) {
			this.channel = channel;
			this.listener = listener;
			this.reader = Pools.thread("polling", this::poll);
		}

		@Override
		public void post(Object message) {
			this.channel.send(new GenericMessage<>(message));
		}

		@Override
		public void start() {
			this.reader.start();
		}

		private void poll() {
			while (!Thread.currentThread().isInterrupted()) {
				Message<?> message = this.channel.receive();
				if (message != null) {
					this.listener.accept(message.getPayload());
				}
			}
		}

		@Override
		public void close() {
			this.reader.interrupt();
		}

	}

}

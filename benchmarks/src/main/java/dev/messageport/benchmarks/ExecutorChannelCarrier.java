package dev.messageport.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.GenericMessage;

/**
 * {@link ExecutorChannel} of Spring Integration, on a single thread because it keeps no
 * order on more; without load balancing, metrics, observation and logging, and otherwise
 * initialized like a bean. Who posts a payload makes a message of it.
 */
final class ExecutorChannelCarrier extends LoopCarrier {

	private final BeanFactory beans = new DefaultListableBeanFactory();

	@Override
	Lane open(Consumer<Object> listener, ExecutorService loop) {
		ExecutorChannel channel = channel(loop, this.beans);
		MessageHandler handler = (message) -> listener.accept(message.getPayload());
		channel.subscribe(handler);
		return new ChannelLane(channel, handler);
	}

	/**
	 * Create a channel as all benchmarks of it have it.
	 * @param executor runs its subscribers
	 * @param beans what it is initialized with
	 * @return the channel
	 */
	static ExecutorChannel channel(Executor executor, BeanFactory beans) {
		ExecutorChannel channel = new ExecutorChannel(executor, null);
		channel.setLoggingEnabled(false);
		channel.setBeanFactory(beans);
		channel.afterPropertiesSet();
		return channel;
	}

	/**
	 * A channel with one subscriber.
	 */
	private static final class ChannelLane implements Lane {

		private final ExecutorChannel channel;

		private final MessageHandler handler;

		ChannelLane(ExecutorChannel channel, MessageHandler handler) {
			this.channel = channel;
			this.handler = handler;
		}

		@Override
		public void post(Object message) {
			this.channel.send(new GenericMessage<>(message));
		}

		@Override
		public void close() {
			this.channel.unsubscribe(this.handler);
		}

	}

}

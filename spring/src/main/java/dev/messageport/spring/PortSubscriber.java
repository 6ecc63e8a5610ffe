package dev.messageport.spring;

import java.util.List;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;

/**
 * A subscriber of a {@link PortMessageChannel}, as a listener of the port.
 */
final class PortSubscriber implements MessageListener {

	private final PortMessageChannel channel;

	private final MessageHandler handler;

	PortSubscriber(PortMessageChannel channel, MessageHandler handler) {
		this.channel = channel;
		this.handler = handler;
	}

	@Override
	public void onMessage(MessageEvent event) {
		Message<?> message = this.channel.message(event);
		try {
			handle(message);
		}
		catch (Throwable ex) {
			// The port itself fails a request, when all its listeners have run (V3)
			if (event.replyPort() == null) {
				this.channel.errorChannels().send(message, ex);
			}
			throw ex;
		}
	}

	private void handle(Message<?> message) {
		List<ExecutorChannelInterceptor> interceptors = interceptors();
		if (interceptors.isEmpty()) {
			this.handler.handleMessage(message);
		}
		else {
			new InterceptedHandling(this.channel, this.handler, interceptors, message).run();
		}
	}

	private List<ExecutorChannelInterceptor> interceptors() {
		List<ChannelInterceptor> interceptors = this.channel.getInterceptors();
		if (interceptors.isEmpty()) {
			return List.of();
		}
		return interceptors.stream()
			.filter(ExecutorChannelInterceptor.class::isInstance)
			.map(ExecutorChannelInterceptor.class::cast)
			.toList();
	}

}

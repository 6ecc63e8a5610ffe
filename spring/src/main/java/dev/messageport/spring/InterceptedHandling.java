package dev.messageport.spring;

import java.util.List;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

/**
 * The call of one subscriber for one message, with interceptors around it. An interceptor
 * that has let the message through is told of the end, whatever that is.
 */
final class InterceptedHandling {

	private final PortMessageChannel channel;

	private final MessageHandler handler;

	private final List<ExecutorChannelInterceptor> interceptors;

	private Message<?> message;

	private int passed;

	InterceptedHandling(PortMessageChannel channel, MessageHandler handler,
			List<ExecutorChannelInterceptor> interceptors, Message<?> message) {
		this.channel = channel;
		this.handler = handler;
		this.interceptors = interceptors;
		this.message = message;
	}

	void run() {
		Exception failure = null;
		try {
			if (before()) {
				this.handler.handleMessage(this.message);
			}
		}
		catch (Exception ex) {
			failure = ex;
			throw ex;
		}
		catch (Error ex) {
			failure = new MessageHandlingException(this.message, "Subscriber of " + this.channel + " failed", ex);
			throw ex;
		}
		finally {
			after(failure);
		}
	}

	private boolean before() {
		for (ExecutorChannelInterceptor interceptor : this.interceptors) {
			Message<?> changed = interceptor.beforeHandle(this.message, this.channel, this.handler);
			if (changed == null) {
				logKept(interceptor);
				return false;
			}
			this.message = changed;
			this.passed++;
		}
		return true;
	}

	private void logKept(ExecutorChannelInterceptor interceptor) {
		Log logger = this.channel.getLogger();
		if (logger.isDebugEnabled()) {
			logger.debug("Interceptor " + interceptor + " kept a message from a subscriber of " + this.channel);
		}
	}

	private void after(@Nullable Exception failure) {
		while (this.passed > 0) {
			ExecutorChannelInterceptor interceptor = this.interceptors.get(--this.passed);
			try {
				interceptor.afterMessageHandled(this.message, this.channel, this.handler, failure);
			}
			catch (RuntimeException | Error ex) {
				this.channel.getLogger()
					.error("Interceptor " + interceptor + " of " + this.channel
							+ " failed after a message was handled, which changes nothing", ex);
			}
		}
	}

}

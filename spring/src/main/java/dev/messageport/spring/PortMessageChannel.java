package dev.messageport.spring;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.core.BeanFactoryMessageChannelDestinationResolver;
import org.springframework.messaging.support.AbstractMessageChannel;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.util.Assert;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * A port as a channel of Spring Messaging, for instance where a flow of Spring
 * Integration begins or ends. A port speaks to the other end, so, unlike with other
 * channels, what is sent here does not come to the subscribers here: it arrives at the
 * other end, and the subscribers get what is posted there.
 *
 * <pre>{@code
 * PortMessageChannel quotes = new PortMessageChannel(port2);
 * IntegrationFlow pricing = IntegrationFlow.from(quotes)
 *     .handle(Quote.class, (quote, headers) -> priceOf(quote))
 *     .get();
 *
 * CompletableFuture<Price> price = port1.request(new Quote("apples"), Price.class);
 * }</pre>
 *
 * <b>Sending</b> posts the payload and the headers of a message, {@code id} and
 * {@code timestamp} included, as they are: objects in headers, such as a reply channel,
 * stay the objects that they are, so that who subscribes at the other end answers to it.
 * {@link MessagePortHeaders#TRANSFER} says what to transfer.
 * <p>
 * <b>Subscribing</b> adds a message listener to the port. Each subscriber gets each
 * message, one after the other (Q4): its payload (which is {@code null} for the
 * {@code null} message, P6), the headers that were posted (an {@code id} and a
 * {@code timestamp} are made when the sender has sent none) and the
 * {@link MessagePortHeaders#EVENT}. The first subscriber starts the port, as
 * {@link MessagePort#onMessage} does; when the last has left, messages wait for the next
 * one (Q1). A message that was sent with {@link MessagePort#request request} or
 * {@link MessagePort#requestStream requestStream} has a reply channel, which is its error
 * channel, too: the first message sent there answers with its payload (an answer has no
 * headers), by the rules for what a {@link PortListener} method returns, or fails it if
 * its payload is a {@link Throwable}. What comes later is dropped. What a subscriber
 * throws goes to the port's error handler, and fails a request that is not answered yet
 * (V3) or goes to the error channel that the headers name; the other subscribers are
 * called all the same.
 * <p>
 * To pass on what arrives to another channel, subscribe a template, which fails when that
 * channel does not take the message:
 *
 * <pre>{@code
 * GenericMessagingTemplate orders = new GenericMessagingTemplate();
 * orders.setDefaultDestination(ordersChannel);
 * new PortMessageChannel(port).subscribe(orders::send);
 * }</pre>
 *
 * The {@link ChannelInterceptor}s of this channel stand around the posts;
 * {@link ExecutorChannelInterceptor}s around the calls of subscribers as well. Whoever
 * owns the port closes it: this object may be forgotten, its subscribers still get what
 * arrives (G1). Thread-safe.
 */
public class PortMessageChannel extends AbstractMessageChannel implements SubscribableChannel, BeanFactoryAware {

	private final MessagePoster poster;

	/**
	 * Who has subscribed; guarded by itself.
	 */
	private final Map<MessageHandler, Registration> subscribers = new HashMap<>();

	/**
	 * The message that came last, for those subscribers that are yet to get it.
	 */
	private volatile @Nullable WeakReference<EventMessage> latest;

	private volatile ErrorChannels errorChannels = new ErrorChannels(null);

	/**
	 * Create a new channel. Does not start the port.
	 * @param port the port to post on and to listen at
	 */
	public PortMessageChannel(MessagePort port) {
		Assert.notNull(port, "'port' must not be null");
		this.poster = new MessagePoster(port);
	}

	/**
	 * Set where to look for the error channels that messages have in their headers as
	 * names.
	 * @param beanFactory the bean factory
	 */
	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.errorChannels = new ErrorChannels(new BeanFactoryMessageChannelDestinationResolver(beanFactory));
	}

	/**
	 * Return the port.
	 * @return the port that this channel posts on and listens at
	 */
	public MessagePort getPort() {
		return this.poster.port();
	}

	/**
	 * Post a message. What {@code send} returns is what this returns, unless an
	 * interceptor holds the message back; what this throws {@code send} throws as the
	 * cause of a {@link org.springframework.messaging.MessageDeliveryException}.
	 * @param message the message
	 * @param timeout not used: whether and how long a post waits when the queue is full
	 * is a matter of the overflow policy and the block time-out of the port's channel
	 * (Q7)
	 * @return {@code true} when the message was queued at the other end; {@code false}
	 * when it can never arrive because the port has closed or was transferred, or was
	 * dropped by the overflow policy (P1)
	 * @throws dev.messageport.PortOverflowException if the queue at the other end is full
	 * and its policy tells the sender so
	 * @throws dev.messageport.DataCloneException if the payload or the transfer list is
	 * refused (P2)
	 */
	@Override
	protected boolean sendInternal(Message<?> message, long timeout) {
		return this.poster.post(message);
	}

	/**
	 * Add a subscriber, and start the port if it is the only one. Has no effect on a port
	 * that is closed or was transferred: a port may close at any time.
	 * @param handler the subscriber, called on the executor of the port's channel
	 * @return whether it was added; {@code false} when it was one already
	 */
	@Override
	public boolean subscribe(MessageHandler handler) {
		Assert.notNull(handler, "'handler' must not be null");
		boolean first;
		synchronized (this.subscribers) {
			if (this.subscribers.containsKey(handler)) {
				return false;
			}
			first = this.subscribers.isEmpty();
			this.subscribers.put(handler, getPort().addMessageListener(new PortSubscriber(this, handler)));
		}
		if (first) {
			getPort().start();
		}
		return true;
	}

	/**
	 * Remove a subscriber. Once the last one has gone, messages wait (Q1). A call that is
	 * running may finish.
	 * @param handler the subscriber
	 * @return whether it was one
	 */
	@Override
	public boolean unsubscribe(MessageHandler handler) {
		synchronized (this.subscribers) {
			Registration registration = this.subscribers.remove(handler);
			if (registration != null) {
				registration.remove();
			}
			return registration != null;
		}
	}

	/**
	 * Return the message for an event: the same one, with the same id, for all
	 * subscribers. Not kept for longer than they do, as it may keep ports.
	 * @param event the event
	 * @return the message
	 */
	Message<?> message(MessageEvent event) {
		WeakReference<EventMessage> latest = this.latest;
		EventMessage message = (latest != null) ? latest.get() : null;
		if (message == null || message.event() != event) {
			message = new EventMessage(event);
			this.latest = new WeakReference<>(message);
		}
		return message;
	}

	ErrorChannels errorChannels() {
		return this.errorChannels;
	}

	@Override
	public String toString() {
		return "channel '" + getBeanName() + "' of port '" + getPort().name() + "'";
	}

}

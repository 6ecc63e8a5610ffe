package dev.messageport;

import java.util.Objects;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Asks anew for each subscriber (V2).
 *
 * @param port the port to ask on
 * @param data the payload
 * @param options what goes with it
 * @param elementType the type of the answers
 * @param <R> the type of the answers
 */
record ReplyStream<R>(DefaultMessagePort port, @Nullable Object data, PostOptions options,
		Class<R> elementType) implements Flow.Publisher<R> {

	@Override
	public void subscribe(Flow.Subscriber<? super R> subscriber) {
		Objects.requireNonNull(subscriber, "'subscriber' must not be null");
		MessageChannel channel = new DefaultMessageChannel(this.port.side.config.shared());
		ReplySubscription<R> subscription = new ReplySubscription<>(
				new Question(this.port.side, "a stream of elements", this.elementType), this.elementType,
				(DefaultMessagePort) channel.port1(), subscriber);
		if (!subscription.begin(this.port,
				() -> Posting.request(this.port, this.data, this.options, (DefaultMessagePort) channel.port2()))) {
			channel.close();
		}
	}

	/**
	 * Names no payload: it may be a secret, and publishers end up in logs.
	 */
	@Override
	public String toString() {
		return "Replies to a request on port " + this.port.name();
	}

}

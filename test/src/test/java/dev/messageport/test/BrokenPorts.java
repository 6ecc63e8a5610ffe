package dev.messageport.test;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseListener;
import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * Kinds of ports that do one thing wrong when they deliver, move or close.
 */
final class BrokenPorts {

	private static final Object CHOSEN = 1000;

	private BrokenPorts() {
	}

	static final class StartsWithAListener extends PortDecorator {

		StartsWithAListener(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public Registration addMessageListener(MessageListener listener) {
			Registration registration = super.addMessageListener(listener);
			start();
			return registration;
		}

	}

	static final class DeliversTwice extends PortDecorator {

		DeliversTwice(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		void deliver(MessageListener listener, MessageEvent event) throws Exception {
			super.deliver(listener, event);
			if (CHOSEN.equals(event.data())) {
				super.deliver(listener, event);
			}
		}

	}

	static final class DeliversOnTheStack extends PortDecorator {

		private @Nullable MessageListener listener;

		DeliversOnTheStack(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public Registration addMessageListener(MessageListener listener) {
			this.listener = listener;
			return super.addMessageListener(listener);
		}

		@Override
		public void start() {
			try {
				for (MessageEvent event = receive(Duration.ZERO); event != null; event = receive(Duration.ZERO)) {
					Objects.requireNonNull(this.listener).onMessage(event);
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			super.start();
		}

	}

	static final class ClosesAfterAnError extends PortDecorator {

		ClosesAfterAnError(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		void deliver(MessageListener listener, MessageEvent event) throws Exception {
			try {
				super.deliver(listener, event);
			}
			catch (IllegalStateException ex) {
				close();
			}
		}

	}

	static final class DoesNotPause extends PortDecorator {

		DoesNotPause(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public void pause() {
			start();
		}

	}

	static final class ArrivesStarted extends PortDecorator {

		ArrivesStarted(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public @Nullable MessageEvent receive(Duration timeout) throws InterruptedException {
			MessageEvent event = super.receive(timeout);
			if (event != null) {
				event.ports().forEach(MessagePort::start);
			}
			return event;
		}

	}

	static final class KeepsWhatItCarriedAlive extends PortDecorator {

		KeepsWhatItCarriedAlive(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public void close(@Nullable Throwable cause) {
			drain();
			super.close(cause);
		}

	}

	static final class ClosesTwice extends PortDecorator {

		ClosesTwice(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		void deliver(CloseListener listener, CloseEvent event) throws Exception {
			super.deliver(listener, event);
			super.deliver(listener, event);
		}

	}

	static final class CloseOvertakes extends PortDecorator {

		CloseOvertakes(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public void close(@Nullable Throwable cause) {
			PortDecorator peer = this.peer;
			if (peer != null) {
				peer.drain();
			}
			super.close(cause);
		}

	}

	static final class HidesTheCause extends PortDecorator {

		HidesTheCause(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public void close(@Nullable Throwable cause) {
			super.close(null);
		}

	}

	static final class DoesNotTellOfACancel extends PortDecorator {

		DoesNotTellOfACancel(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public <R> CompletableFuture<R> request(@Nullable Object data, Class<R> replyType) {
			return super.request(data, replyType).copy();
		}

	}

	static final class IgnoresDemand extends PortDecorator {

		IgnoresDemand(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public <R> Flow.Publisher<R> requestStream(@Nullable Object data, Class<R> elementType) {
			Flow.Publisher<R> answers = super.requestStream(data, elementType);
			return (subscriber) -> answers.subscribe(new Greedy<>(subscriber));
		}

	}

	static final class HidesErrorsOfListeners extends PortDecorator {

		HidesErrorsOfListeners(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		void deliver(MessageListener listener, MessageEvent event) {
			try {
				super.deliver(listener, event);
			}
			catch (Exception ex) {
				// Nobody learns it
			}
		}

	}

	static final class ReceivesTheYoungest extends PortDecorator {

		ReceivesTheYoungest(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public @Nullable MessageEvent receive(Duration timeout) throws InterruptedException {
			MessageEvent event = super.receive(timeout);
			while (event != null && queued() > 0) {
				event = super.receive(timeout);
			}
			return event;
		}

	}

	private record Greedy<R>(Flow.Subscriber<? super R> subscriber) implements Flow.Subscriber<R> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(R element) {
			this.subscriber.onNext(element);
		}

		@Override
		public void onError(Throwable error) {
			this.subscriber.onError(error);
		}

		@Override
		public void onComplete() {
			this.subscriber.onComplete();
		}

	}

}

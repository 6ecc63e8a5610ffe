package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseListener;
import dev.messageport.CloseReason;
import dev.messageport.MessageEvent;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;
import dev.messageport.PortOverflowException;
import dev.messageport.Registration;
import dev.messageport.Transferable;

/**
 * Kinds of ports that do one thing wrong.
 */
final class BrokenPorts {

	private static final Object CHOSEN = 1000;

	private BrokenPorts() {
	}

	static final class ThrowsWhenClosed extends PortDecorator {

		ThrowsWhenClosed(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			if (isClosed()) {
				throw new IllegalStateException("closed");
			}
			return super.post(data, transfer);
		}

	}

	static final class ForgetsWhatALostMessageCarries extends PortDecorator {

		ForgetsWhatALostMessageCarries(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return !isClosed() && super.post(data, transfer);
		}

	}

	static final class AcceptsDuplicates extends PortDecorator {

		AcceptsDuplicates(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return super.post(data, transfer.stream().distinct().toList());
		}

	}

	static final class ReversesTheList extends PortDecorator {

		ReversesTheList(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			List<Transferable> reversed = new ArrayList<>(transfer);
			Collections.reverse(reversed);
			return super.post(data, reversed);
		}

	}

	static final class KnowsNoNull extends PortDecorator {

		KnowsNoNull(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return super.post((data != null) ? data : "", transfer);
		}

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

	static final class DropsAMessage extends PortDecorator {

		DropsAMessage(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return CHOSEN.equals(data) || super.post(data, transfer);
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

	static final class Reorders extends PortDecorator {

		private boolean held;

		Reorders(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			if (CHOSEN.equals(data)) {
				this.held = true;
				return true;
			}
			boolean queued = super.post(data, transfer);
			if (this.held) {
				this.held = false;
				super.post(CHOSEN, List.of());
			}
			return queued;
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

	static final class LosesWhatDoesNotFit extends PortDecorator {

		LosesWhatDoesNotFit(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			try {
				return super.post(data, transfer);
			}
			catch (PortOverflowException ex) {
				return true;
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

	static final class OldObjectStaysAlive extends PortDecorator {

		OldObjectStaysAlive(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			PortDecorator successor = isDetached() ? this.ports.successor(this) : null;
			return (successor != null) ? successor.post(data, transfer) : super.post(data, transfer);
		}

	}

	static final class TransferFiresClose extends PortDecorator {

		private @Nullable CloseListener closeListener;

		TransferFiresClose(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public MessagePort onClose(@Nullable CloseListener handler) {
			this.closeListener = handler;
			return super.onClose(handler);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			boolean queued = super.post(data, transfer);
			transfer.forEach((entry) -> ((TransferFiresClose) entry).fireClose());
			return queued;
		}

		private void fireClose() {
			CloseListener present = this.closeListener;
			if (present != null) {
				try {
					present.onClose(new CloseEvent(CloseReason.LOCAL, null, this));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}
		}

	}

	static final class KeepsWhatItCarriedAlive extends PortDecorator {

		KeepsWhatItCarriedAlive(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		public void close(@Nullable Throwable cause) {
			try {
				while (receive(Duration.ZERO) != null) {
					continue;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
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
			try {
				while (peer != null && peer.receive(Duration.ZERO) != null) {
					continue;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
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

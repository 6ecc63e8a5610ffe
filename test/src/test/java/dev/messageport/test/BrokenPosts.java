package dev.messageport.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.CloseListener;
import dev.messageport.CloseReason;
import dev.messageport.MessagePort;
import dev.messageport.PortOverflowException;
import dev.messageport.Transferable;

/**
 * Kinds of ports that do one thing wrong when they post.
 */
final class BrokenPosts {

	private static final Object CHOSEN = 1000;

	private BrokenPosts() {
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

	static final class DropsAMessage extends PortDecorator {

		DropsAMessage(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return CHOSEN.equals(data) || super.post(data, transfer);
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

	static final class AcceptsPortsInThePayload extends PortDecorator {

		AcceptsPortsInThePayload(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			boolean forgotten = data instanceof Transferable && transfer.isEmpty();
			return super.post(data, forgotten ? List.of((Transferable) data) : transfer);
		}

	}

	static final class LeavesOutClosedPorts extends PortDecorator {

		LeavesOutClosedPorts(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			return super.post(data, transfer.stream().filter((entry) -> !((MessagePort) entry).isClosed()).toList());
		}

	}

	static final class MovesWithoutTheQueue extends PortDecorator {

		MovesWithoutTheQueue(DecoratedPorts ports, MessagePort port) {
			super(ports, port);
		}

		@Override
		boolean post(@Nullable Object data, List<Transferable> transfer) {
			transfer.forEach((entry) -> ((PortDecorator) entry).drain());
			return super.post(data, transfer);
		}

	}

}

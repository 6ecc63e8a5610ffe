package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * A message with headers or with a transfer list. While it is queued it <em>is</em> the
 * owner of the sides it carries (invariant 2: {@link Side#owner}), and keeps the port
 * objects that their receiver will get.
 */
class CarryingEnvelope extends Envelope {

	/**
	 * The side in whose queue this message waits.
	 */
	final Side destination;

	private final List<Transferable> transferred;

	private final List<MessagePort> ports;

	private final Map<String, Object> headers;

	/**
	 * Whether the resources were released; {@code null} when there are none.
	 */
	private final @Nullable AtomicBoolean released;

	/**
	 * Create a new message.
	 * @param data the payload
	 * @param destination the side that it is posted to
	 * @param transferred what its receiver gets, in the order of the transfer list
	 * @param headers the headers, immutable
	 */
	CarryingEnvelope(@Nullable Object data, Side destination, List<Transferable> transferred,
			Map<String, Object> headers) {
		super(data);
		this.destination = destination;
		this.transferred = transferred;
		this.ports = ports(transferred);
		this.headers = headers;
		this.released = (this.ports.size() < transferred.size()) ? new AtomicBoolean() : null;
	}

	// No stream: this is done for every request
	@SuppressWarnings("unchecked")
	private static List<MessagePort> ports(List<Transferable> transferred) {
		int count = 0;
		for (Transferable each : transferred) {
			count += (each instanceof MessagePort) ? 1 : 0;
		}
		if (count == transferred.size()) {
			return (List<MessagePort>) (List<?>) transferred;
		}
		List<MessagePort> ports = new ArrayList<>(count);
		for (Transferable each : transferred) {
			if (each instanceof MessagePort port) {
				ports.add(port);
			}
		}
		return List.copyOf(ports);
	}

	/**
	 * Return the port that the receiver of this message gets for a side.
	 * @param side a side that this message carries
	 * @return the port
	 */
	DefaultMessagePort arriving(Side side) {
		for (MessagePort candidate : this.ports) {
			DefaultMessagePort port = (DefaultMessagePort) candidate;
			if (port.side == side) {
				return port;
			}
		}
		throw new IllegalArgumentException(side + " is not carried by this message");
	}

	/**
	 * Return whether the caller has to release the resources that this message carries. A
	 * message that closes a cycle is ended by who posts it, and discarded with the side
	 * in which it waits.
	 * @return whether nobody has asked before
	 */
	boolean mayRelease() {
		return this.released != null && this.released.compareAndSet(false, true);
	}

	/**
	 * Bind what this message carries to its new port objects (T1). Called by the one
	 * thread that took the message from its queue, before anybody sees the event.
	 */
	void arrive() {
		for (MessagePort port : this.ports) {
			DefaultMessagePort arriving = (DefaultMessagePort) port;
			arriving.side.bind(this, arriving);
			tellArrived(arriving.side);
		}
	}

	private void tellArrived(Side side) {
		ChannelObserver observer = side.config.observer();
		if (observer != null) {
			observer.arrived(side, this.destination);
		}
		ChannelObserver here = this.destination.config.observer();
		if (here != null && here != observer) {
			here.arrived(side, this.destination);
		}
	}

	@Override
	public final List<MessagePort> ports() {
		return this.ports;
	}

	@Override
	public List<Transferable> transferred() {
		return this.transferred;
	}

	@Override
	public Map<String, Object> headers() {
		return this.headers;
	}

}

package dev.messageport;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message with headers or with ports. While it is queued it <em>is</em> the owner of
 * the sides it carries (invariant 2: {@link Side#owner}).
 */
class CarryingEnvelope extends Envelope {

	/**
	 * The side in whose queue this message waits.
	 */
	final Side destination;

	private final Side[] carried;

	private final Map<String, Object> headers;

	/**
	 * The index, in {@link #carried}, of the port that is the payload, or -1 (P4).
	 */
	private final int payloadIndex;

	private List<MessagePort> ports = List.of();

	CarryingEnvelope(@Nullable Object data, Side destination, Side[] carried, int payloadIndex,
			Map<String, Object> headers) {
		super(data);
		this.destination = destination;
		this.carried = carried;
		this.payloadIndex = payloadIndex;
		this.headers = headers;
	}

	final Side[] carried() {
		return this.carried;
	}

	/**
	 * Bind what this message carries to new port objects (T1). Called by the one thread
	 * that took the message from its queue, before anybody sees the event.
	 */
	final void arrive() {
		MessagePort[] arrived = new MessagePort[this.carried.length];
		for (int i = 0; i < arrived.length; i++) {
			arrived[i] = this.carried[i].bind(this);
		}
		this.ports = List.of(arrived);
	}

	@Override
	public final @Nullable Object data() {
		return (this.payloadIndex < 0) ? super.data() : this.ports.get(this.payloadIndex);
	}

	@Override
	public final List<MessagePort> ports() {
		return this.ports;
	}

	@Override
	public final Map<String, Object> headers() {
		return this.headers;
	}

}

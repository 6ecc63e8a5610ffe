package dev.messageport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Posts messages: checks the arguments, queues, and asks for room where there is none
 * (invariant 3). Messages that carry ports go on to {@link Transfer}.
 */
final class Posting {

	private Posting() {
	}

	/**
	 * Post a message that may carry ports and headers.
	 * @param from the port it is posted on
	 * @param data the payload
	 * @param transfer the transfer list, not checked yet
	 * @param headers the headers, immutable
	 * @return whether it was queued
	 */
	static boolean post(DefaultMessagePort from, @Nullable Object data,
			Collection<? extends @Nullable Transferable> transfer, Map<String, Object> headers) {
		List<DefaultMessagePort> ports = check(from, data, transfer);
		if (ports.isEmpty() && headers.isEmpty()) {
			return post(from, new Envelope(data));
		}
		Side[] sides = ports.stream().map((port) -> port.side).toArray(Side[]::new);
		CarryingEnvelope message = new CarryingEnvelope(data, from.side.other(), sides, indexOf(data, ports), headers);
		return ports.isEmpty() ? post(from, message) : new Transfer(from, message, ports).post();
	}

	/**
	 * Post a request.
	 * @param from the port it is posted on
	 * @param data the payload
	 * @param replyPort where the answer is to be posted
	 * @return whether it was queued; if not, the reply port has ended
	 */
	static boolean request(DefaultMessagePort from, @Nullable Object data, DefaultMessagePort replyPort) {
		try {
			List<DefaultMessagePort> ports = check(from, data, List.of(replyPort));
			return new Transfer(from, new RequestEnvelope(data, from.side.other(), replyPort.side), ports).post();
		}
		catch (DataCloneException ex) {
			if (ex.index() < 0) {
				throw ex;
			}
			// No fault of the asker: a container that shuts down has closed it
			return false;
		}
	}

	/**
	 * Post a message that carries no ports.
	 * @param from the port it is posted on
	 * @param message the message
	 * @return whether it was queued
	 */
	static boolean post(DefaultMessagePort from, Envelope message) {
		Side target = from.side.other();
		int outcome = target.offer(message, from);
		if (outcome == Inbox.FULL) {
			long deadline = Overflow.deadline(target);
			while (outcome == Inbox.FULL) {
				outcome = Overflow.makeRoom(target, from, deadline) ? target.offer(message, from) : Inbox.GONE;
			}
		}
		if (outcome == Inbox.GONE) {
			return false;
		}
		target.posted(outcome);
		return true;
	}

	/**
	 * Check the arguments (P2, P4). What may change at any moment is checked once more
	 * when the ports are detached.
	 * @param from the port that is posted on
	 * @param data the payload
	 * @param transfer the transfer list
	 * @return the transfer list, checked
	 */
	private static List<DefaultMessagePort> check(DefaultMessagePort from, @Nullable Object data,
			Collection<? extends @Nullable Transferable> transfer) {
		List<DefaultMessagePort> ports = new ArrayList<>(transfer.size());
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Transferable entry : transfer) {
			int index = ports.size();
			if (!(entry instanceof DefaultMessagePort port)) {
				throw refused(index,
						(entry != null)
								? "is a " + entry.getClass().getName()
										+ ": only ports made by a MessageChannelFactory can be transferred"
								: "is null");
			}
			if (port == from) {
				throw refused(index, "is " + port.name() + ", the port that the message is posted on");
			}
			if (!seen.add(port)) {
				throw refused(index, "is " + port.name() + " once more: name each port once");
			}
			checkLive(port, index);
			ports.add(port);
		}
		// A list that changes meanwhile may hold a port together with the one it has
		// become
		for (int i = 0; i < ports.size(); i++) {
			checkLive(ports.get(i), i);
		}
		if (data instanceof Transferable && !seen.contains(data)) {
			String payload = (data instanceof MessagePort port) ? "port " + port.name()
					: "a " + data.getClass().getName();
			throw new DataCloneException(-1, "The payload is " + payload
					+ ", which can only be transferred: name it in the transfer list as well");
		}
		return ports;
	}

	/**
	 * Check that a port can still be transferred (C6).
	 * @param port the port
	 * @param index its index in the transfer list
	 */
	static void checkLive(DefaultMessagePort port, int index) {
		if (!port.isLive()) {
			throw refused(index, "is port " + port.name() + ", which "
					+ (port.isDetached() ? "was transferred before and belongs to its receiver now" : "is closed"));
		}
	}

	// Where the payload is in the transfer list (P4); asks no equals of the user's
	private static int indexOf(@Nullable Object data, List<DefaultMessagePort> ports) {
		return (data instanceof DefaultMessagePort port) ? ports.indexOf(port) : -1;
	}

	private static DataCloneException refused(int index, String reason) {
		return new DataCloneException(index,
				"Entry " + index + " of the transfer list " + reason + ". Nothing was posted or transferred");
	}

}

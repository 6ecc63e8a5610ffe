package dev.messageport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The transfer list of a message that is being posted, checked (P2), with what its
 * receiver gets in place of each entry.
 *
 * @param entries what leaves, in order
 * @param received what arrives, by the identity of what leaves
 */
record TransferList(List<Transferable> entries, Map<Transferable, Transferable> received) {

	private static final System.Logger logger = System.getLogger(TransferList.class.getName());

	private static final TransferList EMPTY = new TransferList(List.of(), Map.of());

	/**
	 * Check a transfer list. What may change at any moment is checked once more when the
	 * ports are detached.
	 * @param from the port that is posted on
	 * @param transfer the list
	 * @return the list, checked
	 * @throws DataCloneException if an entry cannot be transferred
	 */
	static TransferList check(DefaultMessagePort from, Collection<? extends @Nullable Transferable> transfer) {
		if (transfer.isEmpty()) {
			return EMPTY;
		}
		TransferList list = new TransferList(new ArrayList<>(transfer.size()), new IdentityHashMap<>(transfer.size()));
		for (Transferable entry : transfer) {
			list.add(from, entry);
		}
		// A list that changes meanwhile may hold a port together with the one it has
		// become
		list.checkLive();
		return list;
	}

	private void add(DefaultMessagePort from, @Nullable Transferable entry) {
		int index = this.entries.size();
		if (entry == null) {
			throw refused(index, "is null", null);
		}
		if (entry == from) {
			throw refused(index, "is " + from.name() + ", the port that the message is posted on", null);
		}
		if (this.received.containsKey(entry)) {
			throw refused(index, "is " + describe(entry) + " once more: name each port once", null);
		}
		checkLive(entry, index);
		this.received.put(entry, receiver(entry, index));
		this.entries.add(entry);
	}

	private static Transferable receiver(Transferable entry, int index) {
		if (entry instanceof DefaultMessagePort port) {
			return new DefaultMessagePort(port.side);
		}
		try {
			return Objects.requireNonNull(((TransferableResource) entry).newReceiver(), "newReceiver() returned null");
		}
		catch (RuntimeException ex) {
			throw refused(index, "is " + describe(entry) + ", which has made no receiver", ex);
		}
	}

	/**
	 * Check that everything can still be transferred (C6, P9).
	 */
	void checkLive() {
		for (int i = 0; i < this.entries.size(); i++) {
			if (this.entries.get(i) instanceof DefaultMessagePort port) {
				checkLive(port, i);
			}
		}
	}

	private static void checkLive(Transferable entry, int index) {
		if (entry instanceof DefaultMessagePort port) {
			if (!port.isLive()) {
				throw refused(index, "is " + describe(entry) + ", which "
						+ (port.isDetached() ? "was transferred before and belongs to its receiver now" : "is closed"),
						null);
			}
		}
		else if (!(entry instanceof TransferableResource resource)) {
			throw refused(index, "is " + describe(entry) + ": only ports made by a MessageChannelFactory, and objects"
					+ " that implement TransferableResource, can be transferred", null);
		}
		else if (isDetached(resource, index)) {
			throw refused(index, "is " + describe(entry) + ", which was transferred or released before", null);
		}
	}

	private static boolean isDetached(TransferableResource resource, int index) {
		try {
			return resource.isDetached();
		}
		catch (RuntimeException ex) {
			throw refused(index, "is " + describe(resource) + ", which has failed", ex);
		}
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	List<DefaultMessagePort> ports() {
		List<DefaultMessagePort> ports = new ArrayList<>(this.entries.size());
		for (Transferable entry : this.entries) {
			if (entry instanceof DefaultMessagePort port) {
				ports.add(port);
			}
		}
		return ports;
	}

	/**
	 * Return what the receiver of the message gets.
	 * @return an immutable list, in the order of this one
	 */
	List<Transferable> arriving() {
		Transferable[] arriving = new Transferable[this.entries.size()];
		for (int i = 0; i < arriving.length; i++) {
			arriving[i] = Objects.requireNonNull(this.received.get(this.entries.get(i)));
		}
		return List.of(arriving);
	}

	/**
	 * Return what takes the place of a payload that is sent as it is (P4).
	 * @param data the payload
	 * @return what arrives
	 * @throws DataCloneException if the payload has to be in this list and is not
	 */
	@Nullable Object substitute(@Nullable Object data) {
		if (!(data instanceof Transferable transferable)) {
			return data;
		}
		Transferable arriving = this.received.get(transferable);
		if (arriving == null) {
			throw new DataCloneException(-1, "The payload is " + describe(transferable)
					+ ", which can only be transferred: name it in the transfer list as well");
		}
		return arriving;
	}

	/**
	 * Move all resources, or none of them.
	 * @throws DataCloneException if one of them cannot be moved
	 */
	void moveResources() {
		for (int i = 0; i < this.entries.size(); i++) {
			if (this.entries.get(i) instanceof TransferableResource resource) {
				try {
					resource.moveTo(receiver(resource));
				}
				catch (Throwable ex) {
					restoreResources(i);
					if (ex instanceof Error error) {
						throw error;
					}
					throw refused(i, "is " + describe(resource) + ", which cannot be moved", ex);
				}
			}
		}
	}

	/**
	 * Move all resources back: the message is refused.
	 */
	void restoreResources() {
		restoreResources(this.entries.size());
	}

	private void restoreResources(int count) {
		for (int i = count - 1; i >= 0; i--) {
			if (this.entries.get(i) instanceof TransferableResource resource) {
				TransferableResource receiver = receiver(resource);
				try {
					receiver.moveTo(resource);
				}
				catch (Throwable ex) {
					FailsafeLog.error(logger, describe(resource)
							+ " could not be moved back after its message was refused, and is released", ex);
					Discards.release(receiver);
				}
			}
		}
	}

	private TransferableResource receiver(TransferableResource resource) {
		return (TransferableResource) Objects.requireNonNull(this.received.get(resource));
	}

	static String describe(Transferable transferable) {
		return (transferable instanceof MessagePort port) ? "port " + port.name()
				: "a " + transferable.getClass().getName();
	}

	private static DataCloneException refused(int index, String reason, @Nullable Throwable cause) {
		String message = "Entry " + index + " of the transfer list " + reason + ". Nothing was posted or transferred";
		return (cause != null) ? new DataCloneException(index, message, cause) : new DataCloneException(index, message);
	}

}

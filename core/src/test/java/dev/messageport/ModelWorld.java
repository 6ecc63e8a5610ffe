package dev.messageport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What channels do, said as simply as possible: one thread, no locks, no optimizations.
 */
final class ModelWorld implements World {

	private final List<Side> sides = new ArrayList<>();

	private final List<Port> ports = new ArrayList<>();

	private boolean undecided;

	ModelWorld(List<ChannelOptions> channels) {
		for (ChannelOptions options : channels) {
			Side first = new Side(options);
			Side second = new Side(options);
			first.other = second;
			second.other = first;
			for (Side side : List.of(first, second)) {
				this.sides.add(side);
				bind(side);
			}
		}
	}

	private void bind(Side side) {
		Port port = new Port(this.ports.size(), side);
		side.owner = port;
		this.ports.add(port);
	}

	@Override
	public String post(int from, int number, List<Integer> transfer) {
		List<Port> list = transfer.stream().map(this.ports::get).toList();
		for (int i = 0; i < list.size(); i++) {
			if (list.get(i) == this.ports.get(from) || list.indexOf(list.get(i)) < i || !list.get(i).isLive()) {
				return "refused " + i;
			}
		}
		Side destination = this.ports.get(from).side.other;
		Message message = new Message(number, destination, list.stream().map((port) -> port.side).toList());
		boolean doomed = message.carried.contains(destination);
		String outcome = "false";
		if (!doomed && this.ports.get(from).isLive() && !destination.finished) {
			outcome = queue(message);
		}
		if (outcome.equals("full")) {
			return outcome;
		}
		this.undecided |= list.stream().anyMatch(Port::isFading);
		for (Port port : list) {
			port.detached = true;
			port.side.owner = message;
		}
		if (outcome.equals("true") && isInCycle(message)) {
			outcome = "false";
		}
		if (outcome.equals("false")) {
			message.carried.forEach((side) -> end(side, message, CloseReason.UNDELIVERABLE, CloseReason.UNDELIVERABLE));
		}
		return outcome;
	}

	private String queue(Message message) {
		Side side = message.destination;
		if (side.capacity > 0 && side.queue.size() == side.capacity) {
			switch (side.policy) {
				case DROP_OLDEST -> discard(side, List.of(side.queue.remove()));
				case DROP_LATEST -> {
					side.posted++;
					side.discarded++;
					return "false";
				}
				case CLOSE -> {
					peerEnded(side, CloseReason.OVERFLOW);
					peerEnded(side.other, CloseReason.OVERFLOW);
					return "false";
				}
				default -> {
					return "full";
				}
			}
		}
		side.posted++;
		side.queue.add(message);
		return "true";
	}

	private boolean isInCycle(Message message) {
		Object owner = message.destination.owner;
		for (int i = 0; i <= this.sides.size() && owner instanceof Message link; i++) {
			if (link == message) {
				return true;
			}
			owner = link.destination.owner;
		}
		return false;
	}

	private void end(Side side, Object expected, CloseReason reason, CloseReason peerReason) {
		discard(side, endOnly(side, expected, reason, peerReason));
	}

	private List<Message> endOnly(Side side, @Nullable Object expected, CloseReason reason, CloseReason peerReason) {
		if (side.owner == null || (expected != null && side.owner != expected)) {
			return List.of();
		}
		List<Message> backlog = List.copyOf(side.queue);
		side.queue.clear();
		side.closing = (side.closing != null) ? side.closing : reason;
		side.finished = true;
		side.ended();
		peerEnded(side.other, peerReason);
		return backlog;
	}

	private static void peerEnded(Side side, CloseReason reason) {
		if (!side.finished) {
			side.finished = true;
			side.closing = reason;
		}
	}

	private void discard(Side side, List<Message> messages) {
		Deque<Message> discarded = new ArrayDeque<>(messages);
		for (Message next = discarded.poll(); next != null; next = discarded.poll()) {
			next.destination.discarded++;
			for (Side carried : next.carried) {
				discarded.addAll(endOnly(carried, next, CloseReason.UNDELIVERABLE, CloseReason.UNDELIVERABLE));
			}
		}
	}

	@Override
	public String receive(int index) {
		Port port = this.ports.get(index);
		Message message = port.isLive() ? port.side.queue.poll() : null;
		if (message == null) {
			return "nothing";
		}
		return arrived(message, port);
	}

	private String arrived(Message message, Port port) {
		port.side.delivered++;
		for (Side side : message.carried) {
			boolean lost = side.owner != message;
			if (lost) {
				Port closed = new Port(this.ports.size(), side);
				closed.closed = true;
				this.ports.add(closed);
			}
			else {
				bind(side);
			}
		}
		return message.number + " at " + port.index + " with " + message.carried.size() + " ports";
	}

	@Override
	public void start(int port) {
		this.ports.get(port).started = this.ports.get(port).isLive();
	}

	@Override
	public void pause(int port) {
		this.ports.get(port).started = false;
	}

	@Override
	public void listen(int port) {
		this.ports.get(port).listening = true;
	}

	@Override
	public void listenForClose(int port) {
		this.ports.get(port).listeningForClose = true;
	}

	@Override
	public void close(int index) {
		Port port = this.ports.get(index);
		if (port.isLive()) {
			end(port.side, port, CloseReason.LOCAL, CloseReason.PEER);
		}
	}

	@Override
	public String drain() {
		TreeMap<Integer, Port> readers = new TreeMap<>();
		TreeMap<Integer, Message> messages = new TreeMap<>();
		List<String> closes = new ArrayList<>();
		for (Port port : this.ports) {
			while (port.delivers() && port.listening && !port.side.queue.isEmpty()) {
				Message message = port.side.queue.remove();
				messages.put(message.number, message);
				readers.put(message.number, port);
			}
			if (port.delivers() && port.side.finished && port.side.queue.isEmpty()) {
				if (port.listeningForClose) {
					closes.add(port.index + " " + port.side.closing);
				}
				port.side.ended();
			}
		}
		List<String> arrivals = new ArrayList<>();
		messages.forEach((number, message) -> arrivals.add(arrived(message, readers.get(number))));
		return String.join(", ", arrivals) + "; " + String.join(", ", closes.stream().sorted().toList());
	}

	/**
	 * Return whether a port has nothing left but a close event that nobody listens for:
	 * whether it ends now or with the next turn is left open.
	 * @return whether there is such a port
	 */
	boolean isFading() {
		return this.ports.stream().anyMatch(Port::isFading);
	}

	/**
	 * Return whether such a port was posted after the very same post had made it one, by
	 * dropping the message that carried its other side.
	 * @return whether the model cannot tell how the program goes on
	 */
	boolean isUndecided() {
		return this.undecided;
	}

	@Override
	public void endAll() {
		this.sides
			.forEach((side) -> discard(side, endOnly(side, null, CloseReason.OWNER_GONE, CloseReason.OWNER_GONE)));
	}

	@Override
	public int ports() {
		return this.ports.size();
	}

	@Override
	public List<String> state() {
		return Stream.concat(this.ports.stream().map(Port::toString), this.sides.stream().map(Side::toString)).toList();
	}

	private static final class Side {

		private final Deque<Message> queue = new ArrayDeque<>();

		private final int capacity;

		private final @Nullable OverflowPolicy policy;

		private Side other = this;

		private @Nullable Object owner;

		private @Nullable CloseReason closing;

		private boolean finished;

		private int posted;

		private int delivered;

		private int discarded;

		Side(ChannelOptions options) {
			this.capacity = (options.capacity() != null) ? options.capacity() : 0;
			this.policy = options.overflow();
		}

		void ended() {
			if (this.owner instanceof Port port) {
				port.closed = true;
			}
			this.owner = null;
		}

		@Override
		public String toString() {
			String state = (this.owner instanceof Port) ? "BOUND" : "IN_TRANSIT";
			return ((this.owner != null) ? state : "ENDED") + " queued " + this.queue.size() + " posted " + this.posted
					+ " delivered " + this.delivered + " discarded " + this.discarded;
		}

	}

	private static final class Port {

		private final int index;

		private final Side side;

		private boolean started;

		private boolean listening;

		private boolean listeningForClose;

		private boolean detached;

		private boolean closed;

		Port(int index, Side side) {
			this.index = index;
			this.side = side;
		}

		boolean isLive() {
			return !this.detached && !this.closed;
		}

		boolean delivers() {
			return isLive() && this.started;
		}

		boolean isFading() {
			return delivers() && this.side.finished && this.side.queue.isEmpty() && !this.listeningForClose;
		}

		@Override
		public String toString() {
			boolean hasClosed = this.closed || (isLive() && this.side.closing != null);
			return "port " + this.index + (delivers() ? " started" : "") + (hasClosed ? " closed" : "")
					+ (this.detached ? " detached" : "") + " queued " + (isLive() ? this.side.queue.size() : 0)
					+ " reason " + (hasClosed ? this.side.closing : "none");
		}

	}

	private record Message(int number, Side destination, List<Side> carried) {

		@Override
		public boolean equals(@Nullable Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

}

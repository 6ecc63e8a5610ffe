package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The real channels, on an executor that runs when told so.
 */
final class RealWorld implements World {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final List<MessagePort> ports = new ArrayList<>();

	private final TreeMap<Integer, MessageEvent> delivered = new TreeMap<>();

	private final List<String> closes = new ArrayList<>();

	RealWorld(List<ChannelOptions> channels) {
		MessageChannelFactory factory = MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(this.tallies)
			.build();
		for (ChannelOptions options : channels) {
			MessageChannel channel = factory.create(options);
			this.ports.add(channel.port1());
			this.ports.add(channel.port2());
		}
	}

	@Override
	public String post(int port, int number, List<Integer> transfer) {
		try {
			List<MessagePort> list = transfer.stream().map(this.ports::get).toList();
			return String.valueOf(this.ports.get(port).postMessage(number, list));
		}
		catch (DataCloneException ex) {
			return "refused " + ex.index();
		}
		catch (PortOverflowException ex) {
			return "full";
		}
	}

	@Override
	public String receive(int port) {
		MessageEvent event = Ports.poll(this.ports.get(port));
		return (event != null) ? arrived(event) : "nothing";
	}

	private String arrived(MessageEvent event) {
		this.ports.addAll(event.ports());
		return event.data() + " at " + this.ports.indexOf(event.target()) + " with " + event.ports().size() + " ports";
	}

	@Override
	public void start(int port) {
		this.ports.get(port).start();
	}

	@Override
	public void pause(int port) {
		this.ports.get(port).pause();
	}

	@Override
	public void listen(int port) {
		this.ports.get(port)
			.addMessageListener((event) -> this.delivered.put((Integer) Objects.requireNonNull(event.data()), event));
	}

	@Override
	public void listenForClose(int port) {
		this.ports.get(port).onClose((event) -> this.closes.add(port + " " + event.reason()));
	}

	@Override
	public void close(int port) {
		this.ports.get(port).close();
	}

	@Override
	public String drain() {
		this.executor.runAll();
		String messages = String.join(", ", this.delivered.values().stream().map(this::arrived).toList());
		String ended = String.join(", ", this.closes.stream().sorted().toList());
		this.delivered.clear();
		this.closes.clear();
		return messages + "; " + ended;
	}

	@Override
	public void endAll() {
		this.tallies.opened().forEach((side) -> side.close(CloseReason.OWNER_GONE));
		this.tallies.assertBalanced();
	}

	@Override
	public int ports() {
		return this.ports.size();
	}

	@Override
	public List<String> state() {
		return Stream.concat(this.ports.stream().map(this::state), this.tallies.opened().stream().map(this::state))
			.toList();
	}

	private String state(MessagePort port) {
		CloseEvent event = Ports.closed(port).getNow(null);
		return "port " + this.ports.indexOf(port) + (port.isStarted() ? " started" : "")
				+ (port.isClosed() ? " closed" : "") + (port.isDetached() ? " detached" : "") + " queued "
				+ port.queued() + " reason " + ((event != null) ? event.reason() : "none");
	}

	private String state(ChannelSide side) {
		Tallies.Tally tally = this.tallies.of(side);
		return side.state() + " queued " + side.queued() + " posted " + tally.posted() + " delivered "
				+ tally.delivered() + " discarded " + tally.discarded();
	}

}

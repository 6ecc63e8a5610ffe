package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A hand at work: does one thing with a port, writes it down, and checks what can be
 * checked at once.
 */
final class Actor {

	/**
	 * Set while this thread is inside a method of a port.
	 */
	private static final ThreadLocal<Boolean> calling = new ThreadLocal<>();

	final Scene scene;

	final Hand hand;

	final SplittableRandom random;

	Actor(Scene scene, Hand hand) {
		this.scene = scene;
		this.hand = hand;
		this.random = new SplittableRandom(scene.seed * 31 + hand.toString().hashCode());
	}

	static boolean isCalling() {
		return calling.get() != null;
	}

	private static void call(Runnable method) {
		calling.set(Boolean.TRUE);
		try {
			method.run();
		}
		finally {
			calling.remove();
		}
	}

	boolean chance(int percent) {
		return this.random.nextInt(100) < percent;
	}

	@Nullable Held any() {
		return this.scene.slots.any(this.random);
	}

	/**
	 * Create a channel of any kind.
	 * @return its ports
	 */
	List<Held> create() {
		Source source = this.scene.sources.get(this.random.nextInt(this.scene.sources.size()));
		OverflowPolicy overflow = OverflowPolicy.values()[this.random.nextInt(OverflowPolicy.values().length)];
		int capacity = capacity(this.random.nextInt(8));
		ChannelOptions.Builder options = ChannelOptions.builder()
			.overflow(overflow)
			.capacity(capacity)
			.blockTimeout(Duration.ofMillis(chance(80) ? 1 : 5));
		if (chance(60)) {
			options.executor(this.scene.pools.get(this.random.nextInt(100)));
		}
		MessageChannel channel = source.factory().create(options.build());
		Line line = this.scene.ledger.add(channel, source, overflow, capacity);
		this.scene.count("channels");
		return List.of(hold(channel.port1(), line), hold(channel.port2(), line.other()));
	}

	private static int capacity(int choice) {
		return switch (choice) {
			case 0 -> 1;
			case 1 -> 2;
			case 2 -> 3;
			case 3 -> 10;
			case 4 -> 0;
			default -> 100;
		};
	}

	Held hold(MessagePort port, Line line) {
		this.scene.remains.add(port);
		return new Held(port, line, this.scene);
	}

	/**
	 * Give a port listeners, or not, and let everybody use it.
	 */
	void release(Held held) {
		if (chance(70)) {
			held.reader.listenForClose();
		}
		if (chance(60)) {
			held.reader.askForStage();
		}
		switch (this.random.nextInt(10)) {
			case 0, 1, 2, 3, 4 -> held.reader.handle();
			case 5, 6 -> {
				held.reader.listen();
				start(held);
			}
			case 7 -> held.reader.listen();
			default -> {
			}
		}
		if (!this.scene.slots.put(held, this.random)) {
			close(held, null);
		}
	}

	/**
	 * Post a message.
	 * @return whether it was queued
	 */
	boolean post(Held from, Held... moved) {
		boolean carries = moved.length > 0;
		from.out().trail.add(this.hand, carries ? "transfer" : "post", from.out());
		for (Held held : moved) {
			held.in().trail.add(this.hand, "is transferred", held.in());
		}
		Sequence sequence = from.out().sequence(this.hand);
		Note note = sequence.next(List.of(moved).stream().map(Held::in).toList());
		Boolean queued = attempt(from, note, moved);
		if (queued == null) {
			return false;
		}
		for (Held held : moved) {
			detached(held);
		}
		if (queued) {
			sequence.wasQueued();
		}
		else {
			from.out().refused.incrementAndGet();
			if (!carries) {
				checkRefused(from);
			}
		}
		return queued;
	}

	private @Nullable Boolean attempt(Held from, Note note, Held... moved) {
		boolean[] queued = new boolean[1];
		try {
			call(() -> queued[0] = send(from.port, note, moved));
			return queued[0];
		}
		catch (PortOverflowException ex) {
			this.scene.count("full");
			if (from.out().overflow != OverflowPolicy.FAIL && from.out().overflow != OverflowPolicy.BLOCK) {
				report(from.out(), "this policy does not throw: " + ex);
			}
			return null;
		}
		catch (DataCloneException ex) {
			this.scene.count("not transferable");
			Held refused = moved[ex.index()];
			if (refused.port != from.port && !refused.isInert() && List.of(moved).indexOf(refused) == ex.index()) {
				report(refused.in(), "a port that is live was refused: " + ex);
			}
			return null;
		}
	}

	private boolean send(MessagePort from, Note note, Held... moved) {
		List<MessagePort> ports = new ArrayList<>();
		for (Held held : moved) {
			ports.add(held.port);
		}
		PostOptions withNote = PostOptions.builder().header(Note.HEADER, note).transfer(ports).build();
		return switch (this.random.nextInt(8)) {
			case 0 -> from.postMessage(ports.isEmpty() ? null : ports.get(0), withNote);
			case 1 -> from.postMessage(null, withNote);
			case 2 -> from.postMessage(note, ports);
			case 3 -> from.postMessage(note, ports.toArray(MessagePort[]::new));
			default -> ports.isEmpty() ? from.postMessage(note) : from.postMessage(note, ports);
		};
	}

	private void detached(Held held) {
		held.tenure.moved = true;
		held.tenure.isOver();
		if (!held.port.isDetached()) {
			report(held.in(), "it was transferred, and is not detached (T1)");
		}
	}

	// The other side ends a moment before this one learns of it
	private void checkRefused(Held from) {
		OverflowPolicy overflow = from.out().overflow;
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (overflow != OverflowPolicy.DROP_LATEST && !from.port.isClosed() && !from.port.isDetached()) {
			if (System.nanoTime() > deadline) {
				report(from.out(), "a message was refused without a reason (P1)");
				return;
			}
			Thread.yield();
		}
	}

	/**
	 * Take a message, if one comes in time.
	 */
	@Nullable Note receive(Held held, Duration timeout) throws InterruptedException {
		MessageEvent event = held.port.receive(timeout);
		if (event == null) {
			return null;
		}
		held.in().trail.add(this.hand, "received", held.in());
		this.scene.count("received");
		return arrived(event, held);
	}

	/**
	 * Check a message that has arrived, and take over what it brought.
	 */
	@Nullable Note arrived(MessageEvent event, Held at) {
		at.in().received.incrementAndGet();
		Note note = Note.of(event);
		if (note == null || note.sequence().line != at.in() || event.target() != at.port) {
			report(at.in(), "a message came to the wrong port: " + note + " for " + event.target());
			return note;
		}
		String problem = note.sequence().arrived(note.number(), at.tenure.generation);
		if (problem != null) {
			report(at.in(), problem + " (T2, Q3)");
		}
		if (event.ports().size() != note.carried().size()
				|| (event.data() instanceof MessagePort port && port != event.ports().get(0))) {
			report(at.in(), "a message has brought other ports than it took along (P4, P5)");
			return note;
		}
		for (int i = 0; i < event.ports().size(); i++) {
			takeOver(event.ports().get(i), note.carried().get(i));
		}
		return note;
	}

	private void takeOver(MessagePort port, Line line) {
		Line known = this.scene.ledger.of(port);
		if (known != line && !(known == null && port.isClosed())) {
			report(line, "it was sent, and there arrived " + known);
		}
		line.trail.add(this.hand, "arrived", line);
		Held held = hold(port, line);
		Held onward = (!this.scene.calm && chance(15)) ? any() : null;
		if (onward != null && post(onward, held)) {
			return;
		}
		if (!this.scene.calm && chance(10)) {
			close(held, null);
		}
		if (!held.isInert()) {
			release(held);
		}
	}

	void start(Held held) {
		held.in().trail.add(this.hand, "start", held.in());
		held.reader.start(() -> call(held.port::start));
	}

	void pause(Held held) {
		held.in().trail.add(this.hand, "pause", held.in());
		held.reader.pause(() -> call(held.port::pause));
	}

	void close(Held held, @Nullable Throwable cause) {
		held.in().trail.add(this.hand, "close", held.in());
		held.tenure.closeCalled = true;
		call(() -> held.port.close(cause));
		held.tenure.isOver();
		if (!held.isInert()) {
			report(held.in(), "it was closed, and is live (C1)");
		}
	}

	void report(Line line, String what) {
		this.scene.violations.report(line, what);
	}

}

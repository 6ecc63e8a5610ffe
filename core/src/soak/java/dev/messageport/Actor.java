package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

	/**
	 * Return whether this hand is that of a thread, and not of a listener.
	 */
	boolean isWorker() {
		return Thread.currentThread() instanceof Worker;
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
		Line line = Objects.requireNonNull(this.scene.ledger.of(channel.port1()));
		line.replies = false;
		line.other().replies = false;
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
		if (!held.released) {
			held.released = true;
			equip(held);
		}
		if (!this.scene.slots.put(held, this.random)) {
			close(held, null);
		}
	}

	private void equip(Held held) {
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
	}

	/**
	 * Post a message.
	 * @return whether it was queued
	 */
	boolean post(Held from, Held... moved) {
		boolean carries = moved.length > 0;
		if (carries && from.out().replies) {
			// Nobody would see what comes with an answer
			return false;
		}
		from.out().trail.add(this.hand, carries ? "transfer" : "post", from.out());
		for (Held held : moved) {
			held.in().trail.add(this.hand, "is transferred", held.in());
		}
		Sequence sequence = from.out().sequence(this.hand);
		Cargo cargo = (!from.out().replies && chance(5)) ? Cargo.create(this) : null;
		Cargo.Manifest manifest = (cargo != null) ? cargo.manifest() : null;
		Note note = sequence.next(List.of(moved).stream().map(Held::in).toList(), manifest);
		Boolean queued = attempt(from, note, cargo, moved);
		if (cargo != null && manifest != null && !((queued != null) ? cargo.isGone() : cargo.isBack(manifest))) {
			report(from.out(), "resources were " + ((queued != null) ? "left behind (T8)" : "lost by a refused post"));
		}
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

	private @Nullable Boolean attempt(Held from, Note note, @Nullable Cargo cargo, Held... moved) {
		boolean[] queued = new boolean[1];
		try {
			call(() -> queued[0] = send(from, note, cargo, moved));
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
			Held refused = (ex.index() >= 0 && ex.index() < moved.length) ? moved[ex.index()] : null;
			if (refused == null || (refused.port != from.port && !refused.isInert()
					&& List.of(moved).indexOf(refused) == ex.index())) {
				report(from.out(), "what is live was refused: " + ex);
			}
			return null;
		}
		catch (RuntimeException ex) {
			if (!Planned.is(ex) || !from.in().source.stamps()) {
				throw ex;
			}
			return null;
		}
	}

	private boolean send(Held held, Note note, @Nullable Cargo cargo, Held... moved) {
		MessagePort from = held.port;
		List<Transferable> list = new ArrayList<>();
		for (Held one : moved) {
			list.add(one.port);
		}
		Transferable port = list.isEmpty() ? null : list.get(0);
		if (cargo != null) {
			list.addAll(cargo.items());
		}
		PostOptions withNote = PostOptions.builder().header(Note.HEADER, note).transfer(list).build();
		if (held.in().source.copies()) {
			return from.postMessage(new Graph(note.number(), port), withNote);
		}
		return switch (this.random.nextInt(8)) {
			case 0 -> from.postMessage(port, withNote);
			case 1 -> from.postMessage(null, withNote);
			case 2 -> from.postMessage(note, list);
			case 3 -> from.postMessage(note, list.toArray(Transferable[]::new));
			default -> list.isEmpty() ? from.postMessage(note) : from.postMessage(note, list);
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
	 * @return what it says of itself, or {@code null} if it is a request
	 */
	@Nullable Note arrived(MessageEvent event, Held at) {
		at.in().received.incrementAndGet();
		if (at.in().source.stamps() && !event.headers().containsKey(Stamping.HEADER)) {
			report(at.in(), "a message has come past the interceptor");
		}
		if (event.replyPort() != null) {
			Responder.respond(this, event, at);
			return null;
		}
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
		if (event.data() instanceof Graph graph
				&& !graph.isCopy(note.number(), event.ports().isEmpty() ? null : event.ports().get(0))) {
			report(at.in(), "a payload is no copy of what was posted (P4)");
		}
		if ((note.cargo() != null) ? !note.cargo().unload(event.transferred())
				: event.transferred().size() != event.ports().size()) {
			report(at.in(), "resources did not arrive as they were sent (T8)");
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

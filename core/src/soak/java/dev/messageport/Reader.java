package dev.messageport;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The listeners of one port: check what comes, and do with the port what listeners do.
 * The fields that only listeners use are plain on purpose (invariant 5).
 */
final class Reader implements MessageListener, CloseListener {

	private final Held held;

	private final Scene scene;

	private final Actor actor;

	/**
	 * The youngest message so far of each sequence.
	 */
	private final Map<Sequence, Integer> youngest = new HashMap<>(4);

	private @Nullable MessageEvent latest;

	private boolean closed;

	// The monitor of the tenure guards what follows

	private boolean handles;

	private @Nullable Registration first;

	private @Nullable Registration second;

	private boolean started;

	private boolean abandoned;

	Reader(Scene scene, Held held) {
		this.held = held;
		this.scene = scene;
		this.actor = new Actor(scene, held.tenure.hand);
	}

	void handle() {
		synchronized (this.held.tenure) {
			this.handles = true;
			start(() -> this.held.port.onMessage(this));
		}
	}

	void listen() {
		synchronized (this.held.tenure) {
			if (!this.handles && this.first == null && !this.abandoned) {
				this.first = this.held.port.addMessageListener(this);
				this.second = this.actor.chance(20) ? this.held.port.addMessageListener(this::onMessageAgain) : null;
				this.held.tenure.delivers = this.started;
			}
		}
	}

	/**
	 * Listen no more: a port that does works for as long as the other end lives, and who
	 * waits for an answer there would wait for ever (G1).
	 */
	void abandon() {
		synchronized (this.held.tenure) {
			stopListening();
			this.abandoned = true;
		}
	}

	void stopListening() {
		synchronized (this.held.tenure) {
			this.held.tenure.delivers = false;
			if (this.handles) {
				this.handles = false;
				start(() -> this.held.port.onMessage(null));
			}
			this.second = remove(this.second);
			this.first = remove(this.first);
		}
	}

	private static @Nullable Registration remove(@Nullable Registration registration) {
		if (registration != null) {
			registration.remove();
		}
		return null;
	}

	void listenForClose() {
		if (this.actor.chance(50)) {
			this.held.port.onClose(this);
		}
		else {
			this.held.port.addCloseListener(this);
		}
		this.held.tenure.listensForClose = !this.held.port.isClosed();
	}

	void askForStage() {
		Tenure tenure = this.held.tenure;
		this.held.port.closed().thenAccept((event) -> {
			tenure.stageReason = event.reason();
			tenure.stageCompletions.incrementAndGet();
		});
		tenure.stageAsked = !this.held.port.isDetached();
	}

	void start(Runnable start) {
		synchronized (this.held.tenure) {
			this.held.tenure.starting();
			start.run();
			this.started = true;
			this.held.tenure.delivers = this.handles || this.first != null;
		}
	}

	void pause(Runnable pause) {
		synchronized (this.held.tenure) {
			this.held.tenure.delivers = false;
			pause.run();
			this.started = false;
			this.held.tenure.paused();
		}
	}

	@Override
	public void onMessage(MessageEvent event) throws Exception {
		Tenure tenure = this.held.tenure;
		check(tenure.begin());
		try {
			// A reply port may be forgotten only if nothing leads to it
			this.latest = (event.replyPort() == null) ? event : null;
			tenure.line.trail.add(tenure.hand, "listener called", tenure.line);
			Ask ask = this.scene.asks.of(event.data());
			if (ask != null) {
				check(ask.sequence, 2 * ask.after, true);
			}
			Note note = this.actor.arrived(event, this.held);
			if (note != null) {
				check(note.sequence(), 2 * note.number() + 1, false);
			}
			checkTime();
			this.scene.count("listener calls");
			if (!this.scene.calm) {
				react();
			}
		}
		finally {
			tenure.end();
		}
	}

	private void onMessageAgain(MessageEvent event) {
		if (event != this.latest && this.latest != null) {
			check("the second listener got another message than the first (Q4)");
		}
	}

	// A request comes after the message before it; several may follow the same one
	private void check(Sequence sequence, int place, boolean ask) {
		Integer before = this.youngest.put(sequence, place);
		if (before != null && (ask ? before > place : before >= place)) {
			check("a listener got " + (ask ? "a request" : "message " + place / 2) + " too late, after " + before / 2
					+ " (Q3)");
		}
	}

	private void checkTime() {
		if (this.closed) {
			check("a message came after the close event (C1)");
		}
		if (Actor.isCalling()) {
			check("a listener ran on the stack of a caller (invariant 4)");
		}
	}

	private void check(@Nullable String problem) {
		if (problem != null) {
			this.actor.report(this.held.in(), problem);
		}
	}

	private void react() throws Exception {
		int choice = this.actor.random.nextInt(1000);
		if (choice < 100) {
			this.actor.post(this.held);
		}
		else if (choice < 130) {
			Held other = this.actor.any();
			if (other != null) {
				this.scene.count("transfers from listeners");
				this.actor.post(other, this.held);
			}
		}
		else if (choice < 140) {
			this.actor.close(this.held, null);
		}
		else if (choice < 150) {
			this.actor.pause(this.held);
		}
		else if (choice < 160) {
			Thread.yield();
		}
		else if (choice < 170 && this.scene.hasRoom()) {
			this.actor.create().forEach(this.actor::release);
		}
		else if (choice < 180) {
			Requests.ask(this.actor, this.held);
		}
		else if (choice < 185) {
			Requests.stream(this.actor, this.held);
		}
		else if (choice < 225) {
			fail(choice);
		}
	}

	private void fail(int choice) throws Exception {
		this.scene.thrown.incrementAndGet();
		Throwable planned = Planned.any(choice);
		if (planned instanceof Error error) {
			throw error;
		}
		throw (Exception) planned;
	}

	@Override
	public void onClose(CloseEvent event) throws Exception {
		Tenure tenure = this.held.tenure;
		check(tenure.begin());
		try {
			tenure.line.trail.add(tenure.hand, "close event", tenure.line);
			tenure.line.closeEvents.incrementAndGet();
			this.closed = true;
			if (Actor.isCalling()) {
				check("a close listener ran on the stack of a caller (invariant 4)");
			}
			if (event.target() != this.held.port || event.reason() == CloseReason.LOCAL) {
				check("a wrong close event came: " + event);
			}
		}
		finally {
			tenure.end();
		}
		if (this.actor.chance(2)) {
			fail(this.actor.random.nextInt(4));
		}
	}

}

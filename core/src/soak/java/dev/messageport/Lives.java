package dev.messageport;

import java.util.List;

/**
 * How ports begin, rest and end.
 */
final class Lives {

	private static final List<CloseReason> FROM_OUTSIDE = List.of(CloseReason.OWNER_GONE, CloseReason.CONNECTION_LOST);

	private Lives() {
	}

	static void create(Actor actor) {
		if (!actor.scene.hasRoom()) {
			close(actor);
			return;
		}
		for (int i = 0; i < 4; i++) {
			actor.create().forEach(actor::release);
		}
	}

	static void start(Actor actor) {
		Held held = actor.any();
		if (held != null) {
			actor.start(held);
		}
	}

	static void pause(Actor actor) {
		Held held = actor.any();
		if (held != null) {
			actor.pause(held);
		}
	}

	static void changeListener(Actor actor) {
		Held held = actor.any();
		if (held == null) {
			return;
		}
		if (actor.chance(50)) {
			held.reader.stopListening();
		}
		else {
			held.reader.listen();
		}
	}

	static void close(Actor actor) {
		Held held = actor.any();
		if (held != null) {
			actor.close(held, actor.chance(30) ? new IllegalStateException("planned") : null);
		}
	}

	static void closeTwice(Actor actor) {
		Held held = actor.any();
		if (held != null) {
			actor.close(held, null);
			actor.close(held, new IllegalStateException("planned"));
		}
	}

	static void ownerGone(Actor actor) {
		Held held = actor.any();
		if (held == null) {
			return;
		}
		ChannelSide side = held.in().side.get();
		if (side != null) {
			held.in().trail.add(actor.hand, "closed from outside", held.in());
			held.in().endedFromOutside = true;
			side.close(FROM_OUTSIDE.get(actor.random.nextInt(FROM_OUTSIDE.size())));
		}
	}

	static void drop(Actor actor) {
		Held held = actor.scene.drops ? actor.scene.slots.take(actor.random) : null;
		if (held != null) {
			held.in().trail.add(actor.hand, "drop", held.in());
			held.in().dropped = true;
			if (held.in().replies) {
				held.reader.abandon();
			}
			actor.scene.count("dropped");
		}
	}

	static void inspect(Actor actor) {
		Held held = actor.any();
		if (held == null) {
			return;
		}
		MessagePort port = held.port;
		if (!port.id().equals(port.id()) || !port.name().equals(port.toString()) || port.queued() < 0
				|| (port.isStarted() && port.isDetached())) {
			actor.report(held.in(), "a port says strange things of itself");
		}
		if (held.in().capacity > 0 && port.queued() > held.in().capacity) {
			actor.report(held.in(), port.queued() + " messages wait, which are more than it holds (Q7)");
		}
		if (port.isDetached() && (port.queued() != 0 || port.isClosed())) {
			actor.report(held.in(), "a detached port is not inert (T1)");
		}
	}

	static void interrupt(Actor actor) {
		List<Worker> workers = actor.scene.workers;
		workers.get(actor.random.nextInt(workers.size())).interruptIfWaiting();
	}

}

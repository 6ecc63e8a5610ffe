package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Ports that travel.
 */
final class Transfers {

	private Transfers() {
	}

	static void one(Actor actor) {
		Held from = actor.any();
		Held moved = actor.any();
		if (from != null && moved != null) {
			actor.post(from, moved);
		}
	}

	static void several(Actor actor) {
		Held from = actor.any();
		List<Held> moved = new ArrayList<>();
		for (int i = actor.random.nextInt(6); i >= 0; i--) {
			Held held = actor.any();
			if (held != null && !moved.contains(held)) {
				moved.add(held);
			}
		}
		if (from != null && !moved.isEmpty()) {
			actor.post(from, moved.toArray(Held[]::new));
		}
	}

	static void bothEnds(Actor actor) {
		Held from = actor.any();
		if (from == null || !actor.scene.hasRoom()) {
			return;
		}
		List<Held> ends = actor.create();
		for (int i = actor.random.nextInt(5); i > 0; i--) {
			actor.post(ends.get(i % 2));
		}
		actor.post(from, ends.get(0), ends.get(1));
		ends.forEach((end) -> releaseIfLive(actor, end));
	}

	private static void releaseIfLive(Actor actor, Held held) {
		if (!held.isInert()) {
			actor.release(held);
		}
	}

	/**
	 * Take a port along several carriers, while others may post and use it.
	 */
	static void hops(Actor actor) throws InterruptedException {
		Held held = actor.scene.hasRoom() ? actor.scene.slots.take(actor.random) : null;
		for (int i = actor.random.nextInt(20); i >= 0 && held != null; i--) {
			held = hop(actor, held);
		}
		if (held != null) {
			actor.release(held);
		}
	}

	private static @Nullable Held hop(Actor actor, Held held) throws InterruptedException {
		List<Held> carrier = actor.create();
		actor.post(carrier.get(0), held);
		try {
			MessageEvent event = carrier.get(1).port.receive(Duration.ZERO);
			if (event != null) {
				return arrived(actor, event, carrier.get(1), held.in());
			}
			if (!held.isInert()) {
				actor.release(held);
			}
			return null;
		}
		finally {
			actor.close(carrier.get(actor.random.nextInt(2)), null);
			carrier.forEach((end) -> actor.close(end, null));
		}
	}

	private static @Nullable Held arrived(Actor actor, MessageEvent event, Held at, Line line) {
		at.in().received.incrementAndGet();
		Note note = Note.of(event);
		if (note == null || !note.carried().equals(List.of(line)) || event.ports().size() != 1) {
			actor.report(line, "its carrier arrived without it");
			return null;
		}
		note.sequence().arrived(note.number(), at.tenure.generation);
		if (note.cargo() != null && !note.cargo().unload(event.transferred())) {
			actor.report(line, "resources did not arrive as they were sent (T8)");
		}
		line.trail.add(actor.hand, "hopped", line);
		return actor.hold(event.ports().get(0), line);
	}

	/**
	 * A port in a port in a port.
	 */
	static void nest(Actor actor) {
		if (!actor.scene.hasRoom()) {
			return;
		}
		List<Held> inner = actor.create();
		actor.release(inner.get(0));
		Held nested = inner.get(1);
		for (int depth = actor.random.nextInt(50); depth > 0; depth--) {
			List<Held> outer = actor.create();
			if (!actor.post(outer.get(0), nested)) {
				actor.release(nested);
			}
			actor.release(outer.get(0));
			nested = outer.get(1);
		}
		if (actor.chance(50)) {
			actor.close(nested, null);
		}
		else {
			actor.release(nested);
		}
	}

	static void doomed(Actor actor) {
		List<Held> ends = actor.create();
		if (actor.post(ends.get(0), ends.get(1))) {
			actor.report(ends.get(0).in(), "a doomed message was queued (P7)");
		}
		actor.close(ends.get(0), null);
	}

	static void cycle(Actor actor) {
		closeRing(actor, 2);
	}

	static void ring(Actor actor) {
		closeRing(actor, 3 + actor.random.nextInt(20));
	}

	// The last one of them travels in itself
	private static void closeRing(Actor actor, int length) {
		List<List<Held>> ring = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			ring.add(actor.create());
		}
		boolean stamped = ring.stream().anyMatch((ends) -> ends.get(0).in().source.stamps());
		for (int i = 0; i < length; i++) {
			boolean last = i == length - 1;
			boolean queued = actor.post(ring.get(i).get(0), ring.get((i + 1) % length).get(1));
			// An interceptor may refuse a link, and then there is no cycle
			if (queued == last && !stamped) {
				actor.report(ring.get(i).get(1).in(), last ? "a cycle was not found (P8)" : "there was no cycle yet");
			}
		}
		for (List<Held> ends : ring) {
			releaseIfLive(actor, ends.get(1));
			if (actor.chance(70)) {
				actor.close(ends.get(0), null);
			}
			else {
				actor.release(ends.get(0));
			}
		}
	}

}

package dev.messageport;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts and receives.
 */
final class Messages {

	private Messages() {
	}

	static void post(Actor actor) throws InterruptedException {
		Held held = actor.any();
		if (actor.scene.isFull()) {
			drain(actor);
		}
		else if (held != null) {
			actor.post(held);
		}
	}

	static void burst(Actor actor) throws InterruptedException {
		Held held = actor.any();
		if (held == null || actor.scene.isFull()) {
			drain(actor);
			return;
		}
		for (int i = actor.random.nextInt(50); i > 0 && !held.port.isClosed(); i--) {
			actor.post(held);
		}
	}

	static void receive(Actor actor) throws InterruptedException {
		Held held = actor.any();
		if (held != null) {
			actor.receive(held, Duration.ofNanos(actor.chance(80) ? 0 : actor.random.nextInt(2_000_000)));
		}
	}

	/**
	 * Take all that waits, in order.
	 */
	static void drain(Actor actor) throws InterruptedException {
		Held held = actor.any();
		if (held == null) {
			return;
		}
		Map<Sequence, Integer> youngest = new HashMap<>();
		for (Note note = actor.receive(held, Duration.ZERO); note != null; note = actor.receive(held, Duration.ZERO)) {
			Integer before = youngest.put(note.sequence(), note.number());
			if (before != null && before >= note.number()) {
				actor.report(held.in(), "message " + note.number() + " was received after " + before + " (Q3)");
			}
		}
	}

	/**
	 * What must be refused without any effect (P2, P4).
	 */
	static void misuse(Actor actor) {
		Held held = actor.any();
		if (held == null) {
			return;
		}
		List<Held> ends = actor.create();
		MessagePort own = ends.get(0).port;
		refused(actor, held, own, own, own);
		refused(actor, held, null, own, null);
		refused(actor, held, null, own, held.port);
		refused(actor, held, own);
		if (own.isDetached() || own.isClosed()) {
			actor.report(held.in(), "a refused post had an effect");
		}
		ends.forEach((end) -> actor.close(end, null));
	}

	private static void refused(Actor actor, Held held, Object data, MessagePort... transfer) {
		try {
			held.port.postMessage(data, Arrays.asList(transfer));
			actor.report(held.in(), "it took a transfer list that is wrong (P2)");
		}
		catch (DataCloneException ex) {
			actor.scene.count("refused");
		}
		catch (RuntimeException ex) {
			if (!Planned.is(ex)) {
				throw ex;
			}
		}
	}

}

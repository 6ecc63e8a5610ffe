package dev.messageport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Questions, for one answer or for many.
 */
final class Requests {

	private Requests() {
	}

	static void one(Actor actor) throws InterruptedException {
		Held held = actor.any();
		CompletableFuture<Object> answer = (held != null) ? ask(actor, held) : null;
		if (answer == null || !actor.chance(20)) {
			return;
		}
		try {
			answer.get(actor.random.nextInt(2_000_000), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			actor.scene.count("unanswered");
		}
	}

	/**
	 * Ask, and wait for the answer, time out, cancel, or forget.
	 * @return the answer to come, unless nobody waits for it any more
	 */
	static @Nullable CompletableFuture<Object> ask(Actor actor, Held held) {
		Ask ask = prepare(actor, held, false);
		if (ask == null) {
			return null;
		}
		CompletableFuture<Object> answer = held.port.request(new Asks.Question(ask), Object.class);
		int choice = actor.random.nextInt(10);
		if (choice == 0) {
			answer.orTimeout(actor.random.nextInt(20), TimeUnit.MILLISECONDS);
		}
		// Not before: who forgets it must not find it kept by this
		Scene scene = actor.scene;
		answer.whenComplete((reply, failure) -> over(scene, ask, reply, failure, answer.isCancelled()));
		if (choice == 1) {
			answer.cancel(false);
			return null;
		}
		if (choice == 2) {
			scene.count("futures forgotten");
			return null;
		}
		ask.waiting = answer;
		return answer;
	}

	private static void over(Scene scene, Ask ask, @Nullable Object reply, @Nullable Throwable failure,
			boolean cancelled) {
		scene.asks.over(ask);
		if (ask.ended.getAndIncrement() > 0) {
			scene.violations.report(ask.line, "a future has completed twice: " + ask);
		}
		if (cancelled) {
			scene.count("requests cancelled");
			return;
		}
		String problem = (failure != null) ? ask.checkFailure(failure) : ask.check(reply);
		scene.count((failure != null) ? "requests failed" : "requests answered");
		if (problem != null) {
			scene.violations.report(ask.line, problem + "; " + ask);
		}
	}

	static void stream(Actor actor) {
		Held held = actor.any();
		if (held != null) {
			stream(actor, held);
		}
	}

	static void stream(Actor actor, Held held) {
		Ask ask = prepare(actor, held, true);
		if (ask != null) {
			Taker taker = new Taker(actor.scene, ask, actor.random.nextInt());
			ask.waiting = taker;
			held.port.requestStream(new Asks.Question(ask), Object.class).subscribe(taker);
		}
	}

	private static @Nullable Ask prepare(Actor actor, Held held, boolean stream) {
		// The responder in a reply channel expects no questions
		if (actor.scene.asks.areMany() || !actor.scene.hasRoom() || held.out().replies || held.isInert()) {
			return null;
		}
		held.out().trail.add(actor.hand, stream ? "ask for a stream" : "ask", held.out());
		held.out().asked.incrementAndGet();
		return actor.scene.asks.create(stream, held.out().sequence(actor.hand));
	}

}

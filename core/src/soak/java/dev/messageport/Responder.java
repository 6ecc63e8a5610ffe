package dev.messageport;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import org.jspecify.annotations.Nullable;

/**
 * Answers requests, in all the ways there are.
 */
final class Responder {

	private Responder() {
	}

	/**
	 * Answer a request that has arrived, now or later.
	 */
	static void respond(Actor actor, MessageEvent event, Held at) {
		MessagePort port = event.ports().get(0);
		Line line = actor.scene.ledger.of(port);
		Ask ask = actor.scene.asks.of(event.data());
		if (port != event.replyPort() || event.ports().size() != 1 || (line == null && !port.isClosed())) {
			actor.report(at.in(), "a request has brought another reply port than its own (V1)");
		}
		if (ask == null || line == null) {
			// Nobody waits, unless that has only now been decided
			event.fail(Planned.unchecked());
			return;
		}
		if (ask.line != at.in() || ask.arrivals.getAndIncrement() > 0) {
			actor.report(at.in(), "a request came to the wrong port or twice: " + ask);
		}
		ask.asker = line.other();
		line.trail.add(actor.hand, "asked", line);
		int choice = actor.random.nextInt(100);
		if (choice < 70 || actor.scene.calm) {
			Runnable answer = answer(actor, event, ask, actor.scene.calm ? choice % 40 : choice);
			if (choice % 3 == 0) {
				actor.scene.pools.later(answer);
			}
			else {
				answer.run();
			}
		}
		else {
			neglect(actor, event, line, ask, choice);
		}
	}

	// The random numbers are those of this thread: drawn before anything runs later
	private static Runnable answer(Actor actor, MessageEvent event, Ask ask, int choice) {
		int count = actor.random.nextInt(30);
		boolean fails = actor.chance(20);
		Runnable answer = () -> {
			if (choice < 25) {
				event.reply(new Ask.Answer(ask.id, 0));
			}
			else if (choice < 40) {
				event.fail(Planned.unchecked());
			}
			else if (choice < 50) {
				byHand(event, ask, count, fails);
			}
			else {
				ask.promised = fails ? -1 : count;
				publish(actor.scene, event, choice % 2 == 0, new Counting(ask.id, count, fails));
			}
		};
		return () -> {
			try {
				answer.run();
			}
			catch (RuntimeException ex) {
				if (!Planned.is(ex) && !(ex instanceof PortOverflowException)) {
					actor.report(ask.line, "an answer was refused: " + ex);
				}
			}
		};
	}

	private static void byHand(MessageEvent event, Ask ask, int count, boolean fails) {
		try (MessagePort port = event.ports().get(0)) {
			for (int i = 0; i < count; i++) {
				port.postMessage(new Ask.Answer(ask.id, i));
			}
			port.close(fails ? Planned.unchecked() : null);
		}
	}

	private static void publish(Scene scene, MessageEvent event, boolean submit, Counting counting) {
		if (!submit) {
			event.reply((Flow.Publisher<?>) counting);
			return;
		}
		try (SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(scene.pools.get(0), 32)) {
			event.reply((Flow.Publisher<?>) publisher);
			for (int i = 0; i < counting.count(); i++) {
				publisher.submit(counting.answer(i));
			}
			if (counting.fails()) {
				publisher.closeExceptionally(Planned.unchecked());
			}
		}
	}

	private static void neglect(Actor actor, MessageEvent event, Line line, Ask ask, int choice) {
		if (choice < 75 && actor.scene.drops) {
			line.dropped = true;
			actor.scene.count("reply ports forgotten");
		}
		else if (choice < 80) {
			actor.scene.count("reply ports closed");
			event.ports().get(0).close();
		}
		else if (choice < 85 && !actor.isWorker()) {
			actor.scene.thrown.incrementAndGet();
			throw Planned.unchecked();
		}
		else {
			ask.loose = true;
			passOn(actor, actor.hold(event.ports().get(0), line));
		}
	}

	private static void passOn(Actor actor, Held held) {
		Held onward = actor.chance(50) ? actor.any() : null;
		if (onward == null || !actor.post(onward, held)) {
			if (!held.isInert()) {
				actor.release(held);
			}
		}
	}

	/**
	 * A publisher that counts, on the thread that asks.
	 *
	 * @param ask which question it answers
	 * @param count how many elements there are
	 * @param fails whether an error follows
	 */
	record Counting(long ask, int count, boolean fails) implements Flow.Publisher<Object> {

		Ask.Answer answer(int index) {
			return new Ask.Answer(this.ask, index);
		}

		@Override
		public void subscribe(Flow.@Nullable Subscriber<? super Object> subscriber) {
			if (subscriber != null) {
				subscriber.onSubscribe(new CountingSubscription(this, subscriber));
			}
		}

	}

}

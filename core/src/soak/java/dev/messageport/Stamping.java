package dev.messageport;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts a header on each message, and now and then refuses one, keeps one from its
 * listeners, or fails after them.
 *
 * @param scene the soak
 */
record Stamping(Scene scene) implements PortInterceptor {

	static final String HEADER = "stamp";

	@Override
	public void beforePost(OutgoingMessage message) {
		message.setHeader(HEADER, message.port().name());
		if (!this.scene.calm && chance(5)) {
			this.scene.count("intercepted posts");
			throw Planned.unchecked();
		}
	}

	@Override
	public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		Note note = Note.of(event);
		if (note != null && event.transferred().isEmpty() && chance(5)) {
			note.sequence().line.swallowed.incrementAndGet();
			fail();
		}
		if (event.replyPort() != null && chance(5)) {
			Line line = this.scene.ledger.of(event.target());
			if (line != null) {
				line.swallowed.incrementAndGet();
				fail();
			}
		}
		delivery.proceed();
		if (chance(5)) {
			fail();
		}
	}

	private void fail() {
		this.scene.count("intercepted deliveries");
		this.scene.thrown.incrementAndGet();
		throw Planned.unchecked();
	}

	private static boolean chance(int permille) {
		return ThreadLocalRandom.current().nextInt(1000) < permille;
	}

}

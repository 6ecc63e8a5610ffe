package dev.messageport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * All requests that are not over. A payload has nothing but their number, because the
 * rest must not be copied.
 */
final class Asks {

	private static final int MOST = 1500;

	private final AtomicLong ids = new AtomicLong();

	private final Map<Long, Ask> open = new ConcurrentHashMap<>();

	Ask create(boolean stream, Sequence sequence) {
		Ask ask = new Ask(this.ids.incrementAndGet(), stream, sequence);
		this.open.put(ask.id, ask);
		return ask;
	}

	/**
	 * Find the request that a message is.
	 * @return the request, or {@code null} if nobody waits for an answer any more
	 */
	@Nullable Ask of(@Nullable Object payload) {
		return (payload instanceof Question question) ? this.open.get(question.id) : null;
	}

	void over(Ask ask) {
		this.open.remove(ask.id);
	}

	boolean areMany() {
		return this.open.size() > MOST;
	}

	/**
	 * See all requests that somebody waits for.
	 */
	void forEach(Consumer<Ask> action) {
		this.open.values().stream().filter((ask) -> ask.waiting != null).forEach(action);
	}

	boolean areOver() {
		return this.open.values().stream().allMatch((ask) -> ask.waiting == null);
	}

	/**
	 * What is posted; mutable, so that it has to be copied.
	 */
	static final class Question {

		private long id;

		Question(Ask ask) {
			this.id = ask.id;
		}

	}

}

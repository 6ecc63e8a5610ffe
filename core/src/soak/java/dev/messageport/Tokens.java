package dev.messageport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All {@link Token}s that were not released yet. Each is released once, by who has it in
 * the end, or by the library when nobody gets it.
 */
final class Tokens {

	private final Violations violations;

	private final AtomicInteger created = new AtomicInteger();

	private final Set<Integer> alive = ConcurrentHashMap.newKeySet();

	Tokens(Violations violations) {
		this.violations = violations;
	}

	Token create() {
		Integer content = this.created.incrementAndGet();
		this.alive.add(content);
		return new Token(this, content);
	}

	void released(Integer content) {
		if (!this.alive.remove(content)) {
			this.violations.report("resource " + content + " was released twice");
		}
	}

	int alive() {
		return this.alive.size();
	}

	@Override
	public String toString() {
		return this.created + " resources were created, " + alive() + " of them not released";
	}

}

package dev.messageport.spring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.util.Assert;

/**
 * The names that tell meters apart: the first that come, up to a bound. Channels may have
 * names that someone has made up at run time, and no meter may grow with them.
 * Thread-safe.
 */
final class KnownNames {

	/**
	 * What stands for all names that are too many.
	 */
	static final String OTHER = "other";

	private final int max;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	KnownNames(int max) {
		Assert.isTrue(max >= 0, () -> "'maxNames' must not be negative, but is " + max);
		this.max = max;
	}

	/**
	 * Return a name, or what stands for it.
	 * @param name the name
	 * @return the name itself, or {@value #OTHER}
	 */
	String of(String name) {
		if (this.names.contains(name)) {
			return name;
		}
		// Threads that race may add a few more: it is a bound for growth
		if (this.names.size() >= this.max) {
			return OTHER;
		}
		this.names.add(name);
		return name;
	}

}

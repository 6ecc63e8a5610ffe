package dev.messageport.spring;

import java.util.Set;

/**
 * What is done about an end of a declared channel that no bean takes, when the
 * application context starts. A bean of this type sets it; Spring Boot's
 * auto-configuration makes one from the properties {@code messageport.wiring}.
 *
 * @param strict whether the start fails; otherwise a warning is logged
 * @param ignored the names of ends, such as {@code pricing.port1}, and of channels, for
 * both of their ends, that need not be taken: somebody takes them who cannot be seen (see
 * {@link PortWiring})
 */
public record PortWiringPolicy(boolean strict, Set<String> ignored) {

	/**
	 * Create a policy.
	 */
	public PortWiringPolicy {
		ignored = Set.copyOf(ignored);
	}

	boolean ignores(PortWiring.Channel channel, PortWiring.End end) {
		return this.ignored.contains(channel.name()) || this.ignored.contains(end.name());
	}

}

package dev.messageport;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * What a single channel has in a way of its own. Immutable; what is unset is as the
 * factory has it.
 *
 * @see MessageChannelFactory#create(ChannelOptions)
 */
public final class ChannelOptions {

	private final Builder set;

	private ChannelOptions(Builder set) {
		this.set = set;
	}

	@Nullable String name() {
		return this.set.name;
	}

	@Nullable Integer capacity() {
		return this.set.capacity;
	}

	@Nullable OverflowPolicy overflow() {
		return this.set.overflow;
	}

	@Nullable Duration blockTimeout() {
		return this.set.blockTimeout;
	}

	@Nullable PayloadStrategy payloads() {
		return this.set.payloads;
	}

	@Nullable Executor executor() {
		return this.set.executor;
	}

	static String checkName(String name) {
		Objects.requireNonNull(name, "'name' must not be null");
		if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("'name' of a channel must not be blank, longer than 200 characters"
					+ " or contain control characters, but is \"" + name + "\"");
		}
		return name;
	}

	static int checkCapacity(int capacity) {
		if (capacity < 0 || capacity > ChannelConfig.MAX_CAPACITY) {
			throw new IllegalArgumentException("'capacity' must be from 0 (no bound) to " + ChannelConfig.MAX_CAPACITY
					+ " messages, but is " + capacity);
		}
		return capacity;
	}

	static Duration checkTimeout(Duration timeout) {
		Objects.requireNonNull(timeout, "'timeout' must not be null");
		if (timeout.isZero() || timeout.isNegative()) {
			throw new IllegalArgumentException("'blockTimeout' must be greater than zero, but is " + timeout);
		}
		return timeout;
	}

	/**
	 * Start to collect options.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects {@link ChannelOptions}. Not thread-safe.
	 */
	public static final class Builder {

		private @Nullable String name;

		private @Nullable Integer capacity;

		private @Nullable OverflowPolicy overflow;

		private @Nullable Duration blockTimeout;

		private @Nullable PayloadStrategy payloads;

		private @Nullable Executor executor;

		private Builder() {
		}

		/**
		 * Set the logical name, as for {@link MessageChannelFactory#create(String)}.
		 * @param name the name
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = checkName(name);
			return this;
		}

		/**
		 * Set how many messages may wait at each side, as for
		 * {@link MessageChannelFactory.Builder#capacity(int)}.
		 * @param capacity the number of messages, 0 for no bound
		 * @return this builder
		 */
		public Builder capacity(int capacity) {
			this.capacity = checkCapacity(capacity);
			return this;
		}

		/**
		 * Set what a post to a full queue does.
		 * @param policy the policy
		 * @return this builder
		 */
		public Builder overflow(OverflowPolicy policy) {
			this.overflow = Objects.requireNonNull(policy, "'policy' must not be null");
			return this;
		}

		/**
		 * Set how long {@link OverflowPolicy#BLOCK} waits.
		 * @param timeout the longest wait, greater than zero
		 * @return this builder
		 */
		public Builder blockTimeout(Duration timeout) {
			this.blockTimeout = checkTimeout(timeout);
			return this;
		}

		/**
		 * Set how payloads get to the other end.
		 * @param strategy the strategy
		 * @return this builder
		 */
		public Builder payloads(PayloadStrategy strategy) {
			this.payloads = Objects.requireNonNull(strategy, "'strategy' must not be null");
			return this;
		}

		/**
		 * Set the executor that runs the listeners of both sides.
		 * @param executor the executor
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
			return this;
		}

		/**
		 * Return the options collected so far.
		 * @return the options
		 */
		public ChannelOptions build() {
			Builder copy = new Builder();
			copy.name = this.name;
			copy.capacity = this.capacity;
			copy.overflow = this.overflow;
			copy.blockTimeout = this.blockTimeout;
			copy.payloads = this.payloads;
			copy.executor = this.executor;
			return new ChannelOptions(copy);
		}

	}

}

package dev.messageport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What all channels of a kind share: one object for all anonymous channels of a factory,
 * one for each named channel. Immutable.
 *
 * @param name the logical name
 * @param capacity how many messages may wait at one side, greater than zero
 * @param overflow what a post to a full queue does
 * @param blockTimeout how long {@link OverflowPolicy#BLOCK} waits
 * @param dispatcher runs turns
 * @param observer the observer, or {@code null} when there is none
 * @param errorHandler is told what listeners throw
 */
record ChannelConfig(String name, int capacity, OverflowPolicy overflow, Duration blockTimeout, Dispatcher dispatcher,
		@Nullable ChannelObserver observer, PortErrorHandler errorHandler) {

	/**
	 * Also what stands for "no bound": a queue of this length takes 24 GiB. Numbers of
	 * messages are compared by their difference, which has to fit an {@code int}.
	 */
	static final int MAX_CAPACITY = 1 << 30;

	static final int DEFAULT_CAPACITY = 65_536;

	static final Duration DEFAULT_BLOCK_TIMEOUT = Duration.ofSeconds(5);

	static final String ANONYMOUS = "anonymous";

	ChannelConfig {
		capacity = (capacity != 0) ? capacity : MAX_CAPACITY;
	}

	ChannelConfig with(ChannelOptions options) {
		return new ChannelConfig((options.name() != null) ? options.name() : this.name,
				(options.capacity() != null) ? options.capacity() : this.capacity,
				(options.overflow() != null) ? options.overflow() : this.overflow,
				(options.blockTimeout() != null) ? options.blockTimeout() : this.blockTimeout,
				(options.executor() != null) ? this.dispatcher.on(options.executor()) : this.dispatcher, this.observer,
				this.errorHandler);
	}

	ChannelConfig named(String name) {
		return new ChannelConfig(name, this.capacity, this.overflow, this.blockTimeout, this.dispatcher, this.observer,
				this.errorHandler);
	}

	long blockTimeoutNanos() {
		try {
			return this.blockTimeout.toNanos();
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE / 2;
		}
	}

}

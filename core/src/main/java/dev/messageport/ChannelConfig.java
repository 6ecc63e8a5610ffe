package dev.messageport;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What all channels of a kind share: one object for all anonymous channels of a factory,
 * one for each named channel. Immutable.
 * <p>
 * A side that needs something of its own has its {@link Extras} in place of this object.
 */
class ChannelConfig {

	/**
	 * Also what stands for "no bound": a queue of this length takes 24 GiB. Numbers of
	 * messages are compared by their difference, which has to fit an {@code int}.
	 */
	static final int MAX_CAPACITY = 1 << 30;

	static final int DEFAULT_CAPACITY = 65_536;

	static final Duration DEFAULT_BLOCK_TIMEOUT = Duration.ofSeconds(5);

	static final String ANONYMOUS = "anonymous";

	private final String name;

	private final int capacity;

	private final OverflowPolicy overflow;

	private final Duration blockTimeout;

	private final PayloadStrategy payloads;

	/**
	 * What runs the turns. Changed in {@link Extras} only; who reads the former one is
	 * served by that.
	 */
	volatile Dispatcher dispatcher;

	private final FactoryConfig factory;

	/**
	 * Up to which number messages are queued without asking (see {@link Inbox}). Written
	 * in {@link Extras} only.
	 */
	int limit;

	ChannelConfig(String name, int capacity, OverflowPolicy overflow, Duration blockTimeout, PayloadStrategy payloads,
			Dispatcher dispatcher, FactoryConfig factory) {
		this.name = name;
		this.capacity = (capacity != 0) ? capacity : MAX_CAPACITY;
		this.overflow = overflow;
		this.blockTimeout = blockTimeout;
		this.payloads = payloads;
		this.dispatcher = dispatcher;
		this.factory = factory;
		this.limit = this.capacity;
	}

	ChannelConfig(ChannelConfig shared) {
		this(shared.name, shared.capacity, shared.overflow, shared.blockTimeout, shared.payloads, shared.dispatcher,
				shared.factory);
	}

	ChannelConfig with(ChannelOptions options) {
		return new ChannelConfig((options.name() != null) ? options.name() : this.name,
				(options.capacity() != null) ? options.capacity() : this.capacity,
				(options.overflow() != null) ? options.overflow() : this.overflow,
				(options.blockTimeout() != null) ? options.blockTimeout() : this.blockTimeout,
				(options.payloads() != null) ? options.payloads() : this.payloads,
				(options.executor() != null) ? this.dispatcher.on(options.executor()) : this.dispatcher, this.factory);
	}

	ChannelConfig named(String name) {
		return new ChannelConfig(name, this.capacity, this.overflow, this.blockTimeout, this.payloads, this.dispatcher,
				this.factory);
	}

	/**
	 * Return what other sides may share.
	 * @return the configuration without what belongs to one side
	 */
	ChannelConfig shared() {
		return this;
	}

	final String name() {
		return this.name;
	}

	final int capacity() {
		return this.capacity;
	}

	final OverflowPolicy overflow() {
		return this.overflow;
	}

	final Duration blockTimeout() {
		return this.blockTimeout;
	}

	final long blockTimeoutNanos() {
		try {
			return this.blockTimeout.toNanos();
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE / 2;
		}
	}

	final Dispatcher dispatcher() {
		return this.dispatcher;
	}

	/**
	 * Return the observer.
	 * @return the observer, or {@code null} when there is none
	 */
	final @Nullable ChannelObserver observer() {
		return this.factory.observer();
	}

	final @Nullable Interceptors interceptors() {
		return this.factory.interceptors();
	}

	/**
	 * Capture what is current on this thread, for what is called on its behalf later.
	 * @return the context, or {@code null} if there is none
	 */
	final @Nullable CapturedContext captureContext() {
		Interceptors interceptors = interceptors();
		return (interceptors != null) ? CapturedContext.of(interceptors.captureContext()) : null;
	}

	/**
	 * Return whether a payload is posted without being looked at.
	 * @return whether neither a copy nor an interceptor stands before the queue
	 */
	final boolean postsAsIs() {
		return this.payloads == PayloadStrategy.REFERENCE && this.factory.interceptors() == null;
	}

	/**
	 * Return what arrives for a payload.
	 * @param data the payload
	 * @param list the transfer list
	 * @return the payload itself, a copy, or what was made for it in the list (P4)
	 * @throws DataCloneException if the payload cannot be sent
	 */
	final @Nullable Object received(@Nullable Object data, TransferList list) {
		return (this.payloads == PayloadStrategy.COPY) ? this.factory.copier().copy(data, list.received())
				: list.substitute(data);
	}

	final PortErrorHandler errorHandler() {
		return this.factory.errorHandler();
	}

	/**
	 * Let go of what belongs to the container of the factory.
	 */
	final void release() {
		this.factory.release();
		OpenChannels.sides((side) -> side.config.isOf(this.factory)).forEach(Side::unobserve);
		this.dispatcher.gate().release();
	}

	private boolean isOf(FactoryConfig factory) {
		return this.factory == factory;
	}

	final boolean isReleased() {
		return this.factory.isReleased();
	}

	final Leaks leaks() {
		return this.factory.leaks();
	}

}

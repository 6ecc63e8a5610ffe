package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * What all channels of a factory share. It does not change, but for interceptors that go
 * ({@link PortInterceptor#added}), until the container of the factory has gone
 * ({@link DeliveryControl#release()}): then all that belonged to the container is let go.
 * Who still reads the old value at that moment does no harm.
 */
final class FactoryConfig {

	private @Nullable ChannelObserver observer;

	private @Nullable Interceptors interceptors;

	private Copier copier = new Copier();

	private PortErrorHandler errorHandler;

	private final Leaks leaks;

	private volatile boolean released;

	/**
	 * Create a configuration.
	 * @param observer the observer, or {@code null} when there is none
	 * @param interceptors the interceptors, or {@code null} when there are none
	 * @param errorHandler is told what listeners throw
	 * @param leaks reports ports that were not closed
	 */
	FactoryConfig(@Nullable ChannelObserver observer, @Nullable Interceptors interceptors,
			PortErrorHandler errorHandler, Leaks leaks) {
		this.observer = observer;
		this.interceptors = interceptors;
		this.errorHandler = errorHandler;
		this.leaks = leaks;
	}

	synchronized void remove(PortInterceptor interceptor) {
		Interceptors present = this.interceptors;
		this.interceptors = (present != null) ? present.without(interceptor) : null;
	}

	synchronized void release() {
		this.released = true;
		this.observer = null;
		this.interceptors = null;
		this.copier = new Copier();
		this.errorHandler = Delivery.LOGGING;
	}

	boolean isReleased() {
		return this.released;
	}

	@Nullable ChannelObserver observer() {
		return this.observer;
	}

	@Nullable Interceptors interceptors() {
		return this.interceptors;
	}

	/**
	 * Return what copies payloads.
	 * @return the copier
	 */
	Copier copier() {
		return this.copier;
	}

	PortErrorHandler errorHandler() {
		return this.errorHandler;
	}

	Leaks leaks() {
		return this.leaks;
	}

}

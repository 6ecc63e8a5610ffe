package dev.messageport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The factory that {@link MessageChannelFactory#builder()} builds.
 */
final class DefaultMessageChannelFactory implements MessageChannelFactory, DeliveryControl {

	private final ChannelConfig config;

	/**
	 * One for each thread of an event loop, so that a channel stays with one of them;
	 * else only the one above.
	 */
	private final ChannelConfig[] configs;

	private final AtomicInteger turn = new AtomicInteger();

	private DefaultMessageChannelFactory(List<ChannelConfig> configs) {
		this.config = configs.get(0);
		this.configs = configs.toArray(ChannelConfig[]::new);
	}

	private ChannelConfig next() {
		return (this.configs.length == 1) ? this.config
				: this.configs[Math.floorMod(this.turn.getAndIncrement(), this.configs.length)];
	}

	@Override
	public MessageChannel create() {
		return new DefaultMessageChannel(next());
	}

	@Override
	public MessageChannel create(String name) {
		return new DefaultMessageChannel(next().named(ChannelOptions.checkName(name)));
	}

	@Override
	public MessageChannel create(ChannelOptions options) {
		Objects.requireNonNull(options, "'options' must not be null");
		return new DefaultMessageChannel(next().with(options));
	}

	@Override
	public void suspend() {
		this.config.dispatcher().gate().close();
	}

	@Override
	public void resume() {
		this.config.dispatcher().gate().open();
	}

	@Override
	public void release() {
		this.config.release();
	}

	@Override
	public void deliverOn(MessagePort port, Executor executor) {
		Objects.requireNonNull(executor, "'executor' must not be null");
		DefaultMessagePort local = local(port);
		local.side.deliverOn(local, executor);
	}

	@Override
	public boolean postAsIs(MessagePort port, Object data) {
		Objects.requireNonNull(data, "'data' must not be null");
		DefaultMessagePort local = local(port);
		return local.postControl(data, local.side.config.captureContext());
	}

	@Override
	public void failed(MessagePort port, Throwable error) {
		Objects.requireNonNull(error, "'error' must not be null");
		ChannelObserver observer = local(port).side.observer();
		if (observer != null) {
			observer.failed(local(port).side, error);
		}
	}

	@Override
	public void report(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		Objects.requireNonNull(error, "'error' must not be null");
		Delivery.failed(local(port).side, error, port, event);
	}

	private static DefaultMessagePort local(MessagePort port) {
		Objects.requireNonNull(port, "'port' must not be null");
		if (port instanceof DefaultMessagePort local) {
			return local;
		}
		throw new IllegalArgumentException("'port' must be made by a factory of message channels, but '" + port.name()
				+ "' is a " + port.getClass().getName());
	}

	@Override
	public boolean isSuspended() {
		return this.config.dispatcher().gate().isClosed();
	}

	/**
	 * Collects what the factory has in common for its channels.
	 */
	static final class Builder implements MessageChannelFactory.Builder {

		private Executor executor = ForkJoinPool.commonPool();

		private int capacity = ChannelConfig.DEFAULT_CAPACITY;

		private OverflowPolicy overflow = OverflowPolicy.FAIL;

		private Duration blockTimeout = ChannelConfig.DEFAULT_BLOCK_TIMEOUT;

		private PayloadStrategy payloads = PayloadStrategy.REFERENCE;

		private final List<ChannelObserver> observers = new ArrayList<>();

		private final List<PortInterceptor> interceptors = new ArrayList<>();

		private PortErrorHandler errorHandler = Delivery.LOGGING;

		private LeakDetection leakDetection = LeakDetection.SIMPLE;

		@Override
		public Builder executor(Executor executor) {
			this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
			return this;
		}

		@Override
		public Builder capacity(int capacity) {
			this.capacity = ChannelOptions.checkCapacity(capacity);
			return this;
		}

		@Override
		public Builder overflow(OverflowPolicy policy) {
			this.overflow = Objects.requireNonNull(policy, "'policy' must not be null");
			return this;
		}

		@Override
		public Builder blockTimeout(Duration timeout) {
			this.blockTimeout = ChannelOptions.checkTimeout(timeout);
			return this;
		}

		@Override
		public Builder payloads(PayloadStrategy strategy) {
			this.payloads = Objects.requireNonNull(strategy, "'strategy' must not be null");
			return this;
		}

		@Override
		public Builder observer(ChannelObserver observer) {
			this.observers.add(Objects.requireNonNull(observer, "'observer' must not be null"));
			return this;
		}

		@Override
		public Builder interceptor(PortInterceptor interceptor) {
			this.interceptors.add(Objects.requireNonNull(interceptor, "'interceptor' must not be null"));
			return this;
		}

		@Override
		public Builder leakDetection(LeakDetection level) {
			this.leakDetection = Objects.requireNonNull(level, "'level' must not be null");
			return this;
		}

		@Override
		public Builder errorHandler(PortErrorHandler handler) {
			this.errorHandler = Objects.requireNonNull(handler, "'handler' must not be null");
			return this;
		}

		@Override
		public MessageChannelFactory build() {
			FactoryConfig shared = new FactoryConfig(Observers.of(this.observers), Interceptors.of(this.interceptors),
					this.errorHandler, new Leaks(this.leakDetection));
			this.interceptors.forEach((interceptor) -> interceptor.added(() -> shared.remove(interceptor)));
			return new DefaultMessageChannelFactory(Dispatcher.of(this.executor)
				.stream()
				.map((dispatcher) -> new ChannelConfig(ChannelConfig.ANONYMOUS, this.capacity, this.overflow,
						this.blockTimeout, this.payloads, dispatcher, shared))
				.toList());
		}

	}

}

package dev.messageport.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;

import dev.messageport.MessagePort;

/**
 * Makes clients of {@link PortExchange} interfaces, which call a {@link PortService} over
 * a port. Thread-safe, as its clients are.
 *
 * <pre>{@code
 * &#64;Bean
 * PortServiceProxyFactory stockServices(MessagePortTemplate ports) {
 *     return PortServiceProxyFactory.builderFor(ports, "stock").build();
 * }
 *
 * &#64;Bean
 * StockService stock(PortServiceProxyFactory stockServices) {
 *     return stockServices.createClient(StockService.class);
 * }
 * }</pre>
 *
 * All clients of a factory share one connection. The service works on the calls of a
 * connection one after the other, as long as its methods do not return a future or a
 * publisher; use several factories where calls are not to wait for each other, and never
 * call a service over the connection that it is just working on.
 * <p>
 * What a service throws is what the caller gets: in one JVM the very same object, to
 * which a call that waits adds itself as a suppressed exception. A checked exception that
 * the method does not declare comes in an
 * {@link java.lang.reflect.UndeclaredThrowableException}.
 * <p>
 * When the port of the connection closes, all calls that are not over fail with a
 * {@link dev.messageport.PortClosedException}: at once when it was closed here, or by a
 * service; at most {@linkplain Builder#closeTimeout a second} later when it was closed by
 * somebody else at the other end, because an answer may be on its way. A call that waits
 * and is interrupted is cancelled; it throws {@link InterruptedException} if the method
 * declares that, and else a {@link java.util.concurrent.CancellationException}, with the
 * flag set.
 * <p>
 * A call that waits occupies its thread. If it is made by a listener, the executor needs
 * another thread for the answer.
 */
public final class PortServiceProxyFactory implements AutoCloseable {

	private final CallTarget target;

	private final Duration timeout;

	private final Supplier<PayloadConverter> converter;

	private final UnaryOperator<String> values;

	private PortServiceProxyFactory(Builder builder) {
		this.target = builder.target.apply(CompletableFuture
			.delayedExecutor(TimeUnit.NANOSECONDS.convert(builder.closeTimeout), TimeUnit.NANOSECONDS));
		this.timeout = builder.timeout;
		PayloadConverter converter = new PayloadConverter((builder.converter != null) ? builder.converter
				: PortMessageConverters.create(new DefaultListableBeanFactory()));
		MessagePortTemplate template = (builder.converter == null) ? builder.template : null;
		this.converter = () -> {
			PayloadConverter own = (template != null) ? template.converter() : null;
			return (own != null) ? own : converter;
		};
		StringValueResolver resolver = builder.resolver;
		this.values = (value) -> {
			String resolved = (resolver != null) ? resolver.resolveStringValue(value) : value;
			return (resolved != null) ? resolved : "";
		};
	}

	/**
	 * Start to build a factory whose clients call over a port. They do not read from it
	 * and do not close it; once it is closed or transferred all calls fail with a
	 * {@link dev.messageport.PortClosedException}.
	 * @param port the port, whose other end a service listens at
	 * @return a new builder
	 */
	public static Builder builderFor(MessagePort port) {
		Assert.notNull(port, "'port' must not be null");
		return new Builder((later) -> CallTarget.of(port, later), null);
	}

	/**
	 * Start to build a factory whose clients call an endpoint. The first call connects,
	 * and so does one that finds the connection closed: it fails with an
	 * {@link UnknownEndpointException} if there is no such endpoint.
	 * @param template connects
	 * @param endpoint the name of the endpoint
	 * @return a new builder
	 */
	public static Builder builderFor(MessagePortTemplate template, String endpoint) {
		Assert.notNull(template, "'template' must not be null");
		Assert.hasText(endpoint, "'endpoint' must not be empty");
		return new Builder((later) -> new EndpointTarget(template, endpoint, later), template);
	}

	/**
	 * Make a client.
	 * @param <S> the type of the interface
	 * @param serviceType the interface, whose methods are all {@link PortExchange} or
	 * {@code default} methods
	 * @return the client
	 * @throws IllegalArgumentException if it is no such interface
	 * @throws IllegalStateException if an annotation is wrong, or two operations have one
	 * name
	 */
	public <S> S createClient(Class<S> serviceType) {
		Assert.notNull(serviceType, "'serviceType' must not be null");
		Assert.isTrue(ServiceOperations.isService(serviceType), () -> "'serviceType' must be an interface with"
				+ " @PortExchange methods, but '" + serviceType.getName() + "' is not: annotate its methods");
		Map<Method, ServiceOperation> operations = new LinkedHashMap<>();
		ServiceOperations.find(serviceType, serviceType, this.values)
			.values()
			.forEach((operation) -> operations.put(operation.method(), operation));
		checkComplete(serviceType, operations);
		ServiceClient client = new ServiceClient(serviceType, operations, this.target, this.timeout, this.converter);
		return serviceType.cast(new ProxyFactory(serviceType, client).getProxy(serviceType.getClassLoader()));
	}

	/**
	 * Close the connection to the endpoint, if there is one: calls that are not over
	 * fail, and so do those to come. Does nothing to a port that was given. Idempotent;
	 * called when the factory is a bean and the application context closes.
	 */
	@Override
	public void close() {
		this.target.close();
	}

	private static void checkComplete(Class<?> serviceType, Map<Method, ServiceOperation> operations) {
		for (Method method : serviceType.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers()) && !operations.containsKey(method)) {
				throw new IllegalStateException("The " + ServiceOperation.place(method)
						+ " is no operation: annotate it with @PortExchange, or make it a default method");
			}
		}
	}

	/**
	 * Builds a {@link PortServiceProxyFactory}. Not thread-safe.
	 */
	public static final class Builder {

		private final Function<Executor, CallTarget> target;

		private final @Nullable MessagePortTemplate template;

		private Duration timeout = Duration.ofSeconds(30);

		private Duration closeTimeout = Duration.ofSeconds(1);

		private @Nullable MessageConverter converter;

		private @Nullable StringValueResolver resolver;

		private Builder(Function<Executor, CallTarget> target, @Nullable MessagePortTemplate template) {
			this.target = target;
			this.template = template;
		}

		/**
		 * Set how long calls wait for an answer, unless {@link PortExchange#timeout()}
		 * says something else.
		 * @param timeout the longest wait, greater than zero; 30 seconds by default
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			Assert.notNull(timeout, "'timeout' must not be null");
			Assert.isTrue(!timeout.isZero() && !timeout.isNegative(),
					() -> "'timeout' must be greater than zero, but is " + timeout);
			this.timeout = timeout;
			return this;
		}

		/**
		 * Set how long calls wait, once the other end has closed the port, for an answer
		 * that may be on its way. A {@link PortService} fails them earlier.
		 * @param closeTimeout the longest wait, greater than zero; 1 second by default
		 * @return this builder
		 */
		public Builder closeTimeout(Duration closeTimeout) {
			Assert.notNull(closeTimeout, "'closeTimeout' must not be null");
			Assert.isTrue(!closeTimeout.isZero() && !closeTimeout.isNegative(),
					() -> "'closeTimeout' must be greater than zero, but is " + closeTimeout);
			this.closeTimeout = closeTimeout;
			return this;
		}

		/**
		 * Set what converts answers that are not of the type that the method returns,
		 * because they came over a wire. By default that of the template; without one,
		 * JSON is converted, if Jackson is there, and simple values.
		 * @param converter the converter
		 * @return this builder
		 */
		public Builder messageConverter(MessageConverter converter) {
			Assert.notNull(converter, "'converter' must not be null");
			this.converter = converter;
			return this;
		}

		/**
		 * Set what resolves <code>${…}</code> in {@link PortExchange} annotations, such
		 * as that of a {@link org.springframework.context.EmbeddedValueResolverAware}
		 * bean. By default nothing is resolved.
		 * @param resolver the resolver
		 * @return this builder
		 */
		public Builder embeddedValueResolver(StringValueResolver resolver) {
			Assert.notNull(resolver, "'resolver' must not be null");
			this.resolver = resolver;
			return this;
		}

		/**
		 * Build the factory.
		 * @return a new factory
		 */
		public PortServiceProxyFactory build() {
			return new PortServiceProxyFactory(this);
		}

	}

}

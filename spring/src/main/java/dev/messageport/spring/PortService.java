package dev.messageport.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Serves the {@link PortExchange} operations of the interfaces that a bean implements at
 * an endpoint, or at a declared end of a channel.
 *
 * <pre>{@code
 * &#64;Component
 * &#64;PortService("stock")
 * class DefaultStockService implements StockService { … }
 * }</pre>
 *
 * The class has to be a bean by other means, such as {@code @Component} or {@code @Bean}:
 * the value is the name of an endpoint, and not that of the bean.
 * <p>
 * Methods are called like those with {@link PortListener}: on the executor of the
 * channel, one call of a connection after the other, in the order of the calls; several
 * connections are served at the same time. A method that returns a future or a publisher
 * lets the next call begin. Methods with {@code @PortListener} may listen at the same
 * name; a service is called for payloads of the type {@link PortCall}.
 * <p>
 * What a method throws, or fails its future or publisher with, is what the caller gets:
 * in one JVM the very same object (V3). It is not reported to the port's error handler as
 * well, unless it is an {@link Error} or nobody has asked for an answer. When the port of
 * the connection closes, the calls that came over it fail, and futures and publishers
 * that were returned are cancelled.
 *
 * @see PortServiceProxyFactory
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface PortService {

	/**
	 * Alias for {@link #port()}.
	 * @return the name of a declared end or of an endpoint
	 */
	@AliasFor("port")
	String value() default "";

	/**
	 * The name of a declared end, {@code "<channel>.port1"} or {@code "<channel>.port2"},
	 * or of an endpoint. <code>${…}</code> and <code>#{…}</code> are resolved.
	 * @return the name of a declared end or of an endpoint
	 */
	@AliasFor("value")
	String port() default "";

	/**
	 * An identity for this service, shown in errors and logs; unique in the application
	 * context, among listeners as well. <code>${…}</code> and <code>#{…}</code> are
	 * resolved.
	 * @return the identity
	 */
	String id() default "";

	/**
	 * Whether the port is started with the application context: {@code "true"}, the
	 * default, or {@code "false"}, as for {@link PortListener#autoStartup()}.
	 * <code>${…}</code> and <code>#{…}</code> are resolved.
	 * @return whether the port is started
	 */
	String autoStartup() default "";

	/**
	 * The {@link java.util.concurrent.Executor} that the methods are called on: the name
	 * of a bean, or an expression, <code>#{…}</code>, whose value is the executor or the
	 * name of a bean. That of the channel by default. <code>${…}</code> is resolved.
	 * @return the executor
	 */
	String executor() default "";

}

package dev.messageport.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of an interface as an operation that is called over a port: by a client
 * that {@link PortServiceProxyFactory} makes, and at the other end by a
 * {@link PortService bean} that implements the interface.
 *
 * <pre>{@code
 * interface StockService {
 *
 *     &#64;PortExchange
 *     Price quote(String item);
 *
 *     &#64;PortExchange
 *     Flux<Tick> ticks(String item, &#64;Header("user") String user);
 *
 * }
 * }</pre>
 *
 * <h2>Parameters</h2>
 * <ul>
 * <li>one with {@link org.springframework.messaging.handler.annotation.Header}: a header
 * of the message; a map with
 * {@link org.springframework.messaging.handler.annotation.Headers}: all of them.</li>
 * <li>a {@link dev.messageport.MessagePort}, or any other
 * {@link dev.messageport.Transferable}, and collections and arrays of them: are
 * transferred, also where the parameter is an {@code Object}. The caller's object is
 * detached then, and the service gets a new one (T1, T8). What lies deeper, such as in a
 * record, is not transferred.</li>
 * <li>any other: an argument. {@code null} is one, an empty {@link java.util.Optional}
 * arrives as such, and {@link org.springframework.messaging.handler.annotation.Payload}
 * may be there, but need not. One that is not of the type of the parameter on arrival,
 * because it came over a wire, is converted; with {@code @Valid} or {@code @Validated}
 * the service has it validated.</li>
 * </ul>
 *
 * <h2>Return values</h2>
 * <ul>
 * <li>{@code void} and any value: the caller waits until the service is done, and gets
 * what it has thrown. A port, or another transferable, is transferred to the caller.
 * {@link java.util.Optional} stands for a value or {@code null}. A {@code List} is one
 * value.</li>
 * <li>{@link java.util.concurrent.CompletableFuture},
 * {@link java.util.concurrent.CompletionStage}: calls at once. To cancel it cancels what
 * the service has returned.</li>
 * <li>{@code Mono}, and other types for one value that Spring has an adapter for: calls
 * anew for each subscriber. To cancel it cancels what the service has returned.</li>
 * <li>{@link java.util.concurrent.Flow.Publisher}, {@code Flux}, and other publishers
 * that Spring has an adapter for: calls anew for each subscriber; the service emits no
 * more than is asked for (V2). There is no time-out.</li>
 * <li>{@link java.util.stream.Stream}: calls when it is first read from, and waits for
 * each element; at most 64 elements are fetched ahead. Close it unless it is read to its
 * end.</li>
 * </ul>
 * Both ends may implement one interface with other types for the same thing, for instance
 * a service that returns a {@code Mono} and a client that returns the value.
 *
 * @see PortServiceProxyFactory
 * @see PortService
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(PortExchangeReflectiveProcessor.class)
public @interface PortExchange {

	/**
	 * Alias for {@link #operation()}.
	 * @return the name of the operation
	 */
	@AliasFor("operation")
	String value() default "";

	/**
	 * The name of the operation, unique in its service; that of the method by default. On
	 * the interface: what all its names begin with, followed by a dot. <code>${…}</code>
	 * is resolved.
	 * @return the name of the operation
	 */
	@AliasFor("value")
	String operation() default "";

	/**
	 * How long a caller waits for an answer, such as {@code "5s"} or {@code "PT5S"}; for
	 * a {@link java.util.stream.Stream}, for each element. On the interface: for all
	 * methods that have none. The {@linkplain PortServiceProxyFactory.Builder#timeout
	 * factory's} by default. <code>${…}</code> is resolved.
	 * @return the longest wait
	 */
	String timeout() default "";

}

package dev.messageport.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a bean as a listener at a port.
 * <p>
 * The {@linkplain #value() name} is either that of a declared end of a channel, such as
 * {@code "pricing.port2"}, which is a bean of the type
 * {@link dev.messageport.MessagePort}; or any other name: then it is an <em>endpoint</em>
 * that anyone can {@linkplain MessagePortTemplate#connect(String) connect} to, and the
 * listener owns one port of each connection.
 *
 * <pre>{@code
 * &#64;PortListener("pricing.port2")
 * Price quote(Quote quote) {
 *     return this.prices.of(quote);
 * }
 * }</pre>
 *
 * <h2>Parameters</h2> The parameters decide what the method listens to:
 * <ul>
 * <li>{@link dev.messageport.CloseEvent}: the port has been closed by the other end.</li>
 * <li>{@link ConnectEvent}: somebody has connected to the endpoint; called before the
 * first message of that connection.</li>
 * <li>neither: messages.</li>
 * </ul>
 * For each name there is at most one method of each kind. A method that listens to
 * messages has these parameters, in any order, each at most once:
 * <ul>
 * <li>{@link dev.messageport.MessageEvent}: the message.</li>
 * <li>{@link dev.messageport.MessagePort}: the port that the message came to.</li>
 * <li>{@code List<MessagePort>}: the ports that came with the message.</li>
 * <li>any other type: the payload. A message whose payload is of another type is not
 * given to the method, but fails with a
 * {@link org.springframework.messaging.converter.MessageConversionException}. A
 * {@code null} payload is given to the method, unless the parameter is of a primitive
 * type.</li>
 * </ul>
 * The other kinds of methods may have a {@code MessagePort} too: the one that the event
 * is about.
 *
 * <h2>Return values</h2> What the method returns answers a request, that is, a message
 * with a {@linkplain dev.messageport.MessageEvent#replyPort() reply port} (V1, V2):
 * <ul>
 * <li>a {@link java.util.concurrent.CompletionStage} or {@code Mono}: its value, once
 * there is one, or the error that it fails with.</li>
 * <li>a {@link java.util.concurrent.Flow.Publisher}, or, with Reactor, any other
 * publisher such as {@code Flux}: a stream of answers at the asker's demand.</li>
 * <li>a {@code MessagePort}: is transferred (P4).</li>
 * <li>any other value, {@code null} included: that is the answer.</li>
 * <li>{@code void}: the method itself answers, now or later: let it take the
 * {@code MessageEvent}.</li>
 * </ul>
 * Without a reply port, what the method returns, whatever it is, is posted back on the
 * port that the message came to, except {@code null}, which means that there is no
 * answer. A {@code MessagePort} is transferred there, too. The method for a
 * {@code ConnectEvent} may return a greeting in the same way; the one for a
 * {@code CloseEvent} returns nothing. An answer that finds the other end closed is
 * dropped.
 *
 * <h2>Errors</h2> What the method throws is given to the
 * {@link dev.messageport.PortErrorHandler} of the channel factory, and, as the very same
 * object, to whoever has asked (V3); the port stays open and the next message still comes
 * (Q4).
 *
 * <h2>Threads</h2> The methods are called on the executor of the channel; the methods for
 * one port never run concurrently with each other, but those for several connections to
 * an endpoint do. None is called before the application context has started, while it is
 * stopped, or once the bean is being destroyed: a declared end then keeps what comes, and
 * the connections to an endpoint are closed.
 *
 * <h2>Kotlin</h2> A suspending function is like a method that returns a
 * {@code CompletionStage} of its result: it begins on the thread of the listener, which
 * handles the next message as soon as the function is suspended, and what the function
 * does after that may run at the same time. Without a result it answers {@code null} when
 * it has ended. When nobody waits for the answer any more, it is cancelled. A
 * {@code Flow} is a stream of answers. The default value of a parameter stands for a
 * payload that is {@code null} and for a header that is missing; {@code null} is refused
 * where the type does not allow it. All this needs {@code kotlin-reflect}, suspending
 * functions and flows {@code kotlinx-coroutines-reactor}.
 * <p>
 * Can be repeated, and used as a meta-annotation.
 *
 * @see PortListenerAnnotationBeanPostProcessor
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(PortListeners.class)
@Reflective(PortListenerReflectiveProcessor.class)
public @interface PortListener {

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
	 * An identity for this listener, shown in errors and logs next to the names of bean
	 * and method; unique in the application context. <code>${…}</code> and
	 * <code>#{…}</code> are resolved.
	 * @return the identity
	 */
	String id() default "";

	/**
	 * Whether the port is started with the application context: {@code "true"}, the
	 * default, or {@code "false"}. With {@code "false"} messages wait until somebody
	 * calls {@link dev.messageport.MessagePort#start()}, also after the context was
	 * stopped and started again. One {@code "false"} is enough when several methods
	 * listen at a port; a {@link ConnectEvent} is still delivered unless its own listener
	 * is off, so that there is somebody who can start the port of the connection.
	 * <code>${…}</code> and <code>#{…}</code> are resolved.
	 * @return whether the port is started
	 */
	String autoStartup() default "";

	/**
	 * The name of the {@link java.util.concurrent.Executor} bean that the listeners of
	 * the port are called on, still one at a time; or an expression that is an executor.
	 * By default that of the channel. All listeners at a name share one.
	 * <code>${…}</code> and <code>#{…}</code> are resolved.
	 * @return the name of an executor
	 */
	String executor() default "";

	/**
	 * The name of the {@link PortListenerErrorHandler} bean that is asked first when the
	 * method throws; or an expression that is one. <code>${…}</code> and
	 * <code>#{…}</code> are resolved.
	 * @return the name of an error handler
	 */
	String errorHandler() default "";

	/**
	 * Whether the asker is told the very exception that has failed its request:
	 * {@code "true"}, the default; or {@code "false"}: then it gets a
	 * {@link PortListenerException} without details, and the exception goes to the error
	 * handler of the port. <code>${…}</code> and <code>#{…}</code> are resolved.
	 * @return whether exceptions are answers
	 */
	String returnExceptions() default "";

	/**
	 * The name of the {@link org.springframework.messaging.converter.MessageConverter}
	 * bean that converts payloads of other types than the method takes; or an expression
	 * that is one. By default that of the application context. <code>${…}</code> and
	 * <code>#{…}</code> are resolved.
	 * @return the name of a converter
	 */
	String messageConverter() default "";

	/**
	 * A condition that a message has to meet, in the expression language of Spring:
	 * {@code payload} (as it was posted, not converted), {@code headers}, {@code port}
	 * and {@code event} are what it can refer to, and beans. A message that meets the
	 * condition of no listener at the name is dropped; as a request, it fails.
	 * <code>${…}</code> is resolved.
	 *
	 * <pre>{@code
	 * &#64;PortListener(port = "orders", condition = "payload.amount > 1000 && headers['user'] != null")
	 * }</pre>
	 * @return the condition
	 */
	String condition() default "";

}

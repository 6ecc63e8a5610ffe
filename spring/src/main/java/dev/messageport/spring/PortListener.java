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
 * first message of that connection. A method that throws refuses the connection.</li>
 * <li>{@link dev.messageport.MessageErrorEvent}: a message came that cannot be decoded
 * (V4).</li>
 * <li>none of them: messages.</li>
 * </ul>
 * A method that listens to messages has these parameters, in any order:
 * <ul>
 * <li>{@link dev.messageport.MessageEvent}: the message.</li>
 * <li>{@link dev.messageport.MessagePort}: the port that the message came to.</li>
 * <li>{@code List<MessagePort>}: the ports that came with the message.</li>
 * <li>{@link org.springframework.messaging.handler.annotation.Header @Header},
 * {@link org.springframework.messaging.handler.annotation.Headers @Headers},
 * {@link org.springframework.messaging.MessageHeaders}: headers of the message.</li>
 * <li>what a resolver takes that a {@link PortListenerConfigurer} has added.</li>
 * <li>any other, once: the payload. It is given as it is when it is of that type, else it
 * is {@linkplain #messageConverter() converted}; with {@code @Valid} or
 * {@code @Validated} it is validated. {@code Optional<T>} and
 * {@link org.springframework.messaging.Message Message&lt;T&gt;} wrap it.
 * {@link org.springframework.messaging.handler.annotation.Payload @Payload} may mark it.
 * Blank text and {@code null} are payloads like any other (P6); {@code null} is refused
 * for a primitive type.</li>
 * </ul>
 * The other kinds of methods may have a {@code MessagePort} too: the one that the event
 * is about.
 *
 * <h2>Several methods at one name</h2> A message goes to the one whose type of the
 * payload is the most specific, as Java chooses among methods of one name; one with a
 * {@link #condition()} that is met comes before one without. Only a payload that no
 * method takes as it is goes to the method that can have it converted. Two methods for
 * the same type and condition fail the start; a payload that two methods take alike, such
 * as an object of two unrelated interfaces, is an error of that message. Of each other
 * kind of method there is at most one for each name.
 *
 * <h2>Return values</h2> What the method returns answers a request, that is, a message
 * with a {@linkplain dev.messageport.MessageEvent#replyPort() reply port}, whose reply
 * port is closed then (V1, V2):
 * <ul>
 * <li>a {@link java.util.concurrent.CompletionStage}, {@code Mono}, or another type for
 * one value that Spring has an adapter for: its value, once there is one, or the error
 * that it fails with. It is cancelled when nobody waits any more: return a copy of a
 * future that others share.</li>
 * <li>a {@link java.util.concurrent.Flow.Publisher}, {@code Flux}, another publisher that
 * Spring has an adapter for, a {@link java.util.stream.Stream}, a collection, or what the
 * method declares as {@link Iterable}: a stream of answers, each element a message, at
 * the asker's demand. A {@code Stream} is closed at the end.</li>
 * <li>a {@link org.springframework.messaging.Message}: one answer, with headers.</li>
 * <li>a {@code MessagePort} or another {@link dev.messageport.Transferable}: is
 * transferred (P4).</li>
 * <li>an {@link java.util.Optional}: its value, or {@code null}.</li>
 * <li>any other value, {@code null} included: that is the answer.</li>
 * <li>{@code void}: the method itself answers, now or later: let it take the
 * {@code MessageEvent}.</li>
 * </ul>
 * Without a reply port the same is posted back on the port that the message came to,
 * which stays open, except {@code null}, which means that there is no answer. The method
 * for a {@code ConnectEvent} may return a greeting in the same way; the one for a
 * {@code CloseEvent} returns nothing. An answer that finds the other end closed is
 * dropped.
 *
 * <h2>Errors</h2> What the method throws, or its stage or publisher fails with, or what
 * keeps the method from being called:
 * <ol>
 * <li>is handled by the {@link #errorHandler()}, if there is one: what that returns is
 * the answer;</li>
 * <li>else is told to whoever has asked, as the very same object (V3), or, without
 * {@link #returnExceptions()}, as a {@link PortListenerException};</li>
 * <li>else, and whenever the asker has not got the error itself, is given to the
 * {@link dev.messageport.PortErrorHandler} of the channel factory. An {@link Error}
 * always is.</li>
 * </ol>
 * The port stays open and the next message still comes (Q4).
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
	 * method throws, or what it has returned fails; or an expression that is one.
	 * <code>${…}</code> and <code>#{…}</code> are resolved.
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

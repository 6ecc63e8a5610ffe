package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.messaging.converter.MessageConverter;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * A method of a bean that listens at a name: one {@link PortListener} annotation with
 * everything resolved.
 */
final class PortListenerMethod implements NamedListener {

	private static final Log logger = LogFactory.getLog(PortListener.class);

	private final String name;

	private final String id;

	private final String place;

	private final String beanName;

	private final String methodName;

	private final Class<?> targetClass;

	private final boolean autoStartup;

	private final @Nullable Executor executor;

	private final ListenerKind kind;

	private final Class<?> returnType;

	private final ListenerInvoker invoker;

	private final @Nullable ListenerPayload payload;

	private final @Nullable ListenerCondition condition;

	private final ListenerErrors errors;

	/**
	 * Create a listener.
	 * @param annotation what the method is annotated with
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param method the method of the class behind the proxy
	 * @param targetClass the class behind the proxy
	 * @param context what all listeners have in common
	 */
	PortListenerMethod(PortListener annotation, Object bean, String beanName, Method method, Class<?> targetClass,
			ListenerContext context) {
		this.place = place(beanName, method, targetClass);
		this.beanName = beanName;
		this.methodName = method.getName();
		this.targetClass = targetClass;
		ListenerAttributes attributes = new ListenerAttributes(context.beanFactory(), "PortListener", this.place);
		this.name = attributes.name(annotation.port());
		this.id = attributes.text("id", annotation.id());
		this.autoStartup = attributes.flag("autoStartup", annotation.autoStartup(), true);
		this.executor = attributes.executor(annotation.executor());
		this.kind = ListenerKind.of(method);
		this.condition = attributes.condition(annotation.condition());
		PortListenerErrorHandler errorHandler = attributes.errorHandler(annotation.errorHandler());
		this.errors = new ListenerErrors(context, (errorHandler != null) ? errorHandler : context.errorHandler(),
				attributes.flag("returnExceptions", annotation.returnExceptions(), true));
		MessageConverter converter = attributes.messageConverter(annotation.messageConverter());
		ListenerArguments arguments = new ListenerArguments(parameters(method, targetClass), this.kind, this.place,
				context, (converter != null) ? new PayloadConverter(converter) : context.converter());
		this.payload = arguments.payload();
		this.invoker = invoker(bean, AopUtils.selectInvocableMethod(method, bean.getClass()), arguments.all());
		this.returnType = SuspendingInvoker.returnType(method);
		checkKind();
	}

	static String place(String beanName, Method method, Class<?> targetClass) {
		String parameters = Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", "));
		return "method '" + targetClass.getName() + "." + method.getName() + "(" + parameters + ")' of bean '"
				+ beanName + "'";
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String defaultId() {
		return this.beanName + "." + this.methodName;
	}

	@Override
	public String beanName() {
		return this.beanName;
	}

	@Override
	public Class<?> beanType() {
		return this.targetClass;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public ListenerKind kind() {
		return this.kind;
	}

	@Override
	public @Nullable Executor executor() {
		return this.executor;
	}

	@Override
	public Class<?> payloadType() {
		return (this.payload != null) ? this.payload.type() : Object.class;
	}

	@Override
	public boolean takes(@Nullable Object data) {
		return this.payload == null || this.payload.takes(data);
	}

	@Override
	public boolean converts(MessageEvent event) {
		return this.payload == null || this.payload.converts(event);
	}

	@Override
	public String condition() {
		return (this.condition != null) ? this.condition.toString() : "";
	}

	@Override
	public boolean accepts(MessageEvent event) {
		return this.condition == null || this.condition.accepts(event);
	}

	@Override
	public void onEvent(Object event) throws Exception {
		if (event instanceof MessageEvent message) {
			onMessage(message);
			return;
		}
		Object answer = this.invoker.invoke(event);
		if (answer != null) {
			MessagePort port = this.kind.port(event);
			check(ListenerAnswers.send(answer, new PortDestination(port, null, this.errors)), port);
		}
	}

	private void onMessage(MessageEvent event) throws Exception {
		try {
			Object answer = this.invoker.invoke(event);
			if (answer != null || (event.replyPort() != null && this.returnType != void.class)) {
				check(this.errors.answer(answerOf(answer), event), event.target());
			}
		}
		catch (Throwable ex) {
			this.errors.thrown(ex, event);
		}
	}

	private @Nullable Object answerOf(@Nullable Object result) {
		return (this.returnType == Iterable.class && result instanceof Iterable<?> elements)
				? ListenerAnswers.elements(elements) : result;
	}

	private void check(boolean sent, MessagePort port) {
		if (!sent && logger.isDebugEnabled()) {
			logger.debug("An answer of " + this + " to a message at port '" + port.name()
					+ "' was dropped, because whoever would get it has closed");
		}
	}

	private void checkKind() {
		if (this.kind == ListenerKind.MESSAGE) {
			return;
		}
		if (this.condition != null) {
			throw new PortListenerDefinitionException(this.place,
					"'condition' of the @PortListener, '" + this.condition
							+ "', is for messages only, but the method listens to '"
							+ this.kind.eventType().getSimpleName() + "'",
					"Remove the condition");
		}
		if (this.kind == ListenerKind.CLOSE && this.returnType != void.class) {
			throw new PortListenerDefinitionException(this.place,
					"a listener to 'CloseEvent' must return 'void', because a closed port cannot post an answer,"
							+ " but the method returns '" + this.returnType.getName() + "'",
					"Let the method return 'void'");
		}
	}

	private ListenerInvoker invoker(Object bean, Method method, ListenerArgument[] arguments) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			return new SuspendingInvoker(bean, method, arguments);
		}
		Method withDefaults = DefaultValuesInvoker.find(method);
		return (withDefaults != null) ? new DefaultValuesInvoker(bean, withDefaults, arguments)
				: new CompiledInvoker(bean, method, arguments, this.place);
	}

	static List<MethodParameter> parameters(Method method, Class<?> targetClass) {
		AnnotatedMethod annotated = new AnnotatedMethod(method) {

			@Override
			protected Class<?> getContainingClass() {
				return targetClass;
			}

		};
		return List.of(annotated.getMethodParameters());
	}

	/**
	 * Return where this listener is, for people.
	 */
	@Override
	public String toString() {
		return this.id.isEmpty() ? this.place : this.place + " (id '" + this.id + "')";
	}

}

package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
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

	private final boolean autoStartup;

	private final ListenerKind kind;

	private final boolean returnsNothing;

	private final ListenerInvoker invoker;

	/**
	 * Create a listener.
	 * @param name the name of the declared end or of the endpoint
	 * @param id the identity, or an empty string for none
	 * @param autoStartup whether the port is started with the context
	 * @param bean the bean, possibly a proxy
	 * @param beanName the name of the bean
	 * @param method the method as it is invoked on the bean
	 * @param targetClass the class behind the proxy
	 */
	PortListenerMethod(String name, String id, boolean autoStartup, Object bean, String beanName, Method method,
			Class<?> targetClass) {
		this.name = name;
		this.place = place(beanName, method, targetClass);
		this.id = id;
		this.autoStartup = autoStartup;
		this.kind = ListenerKind.of(method);
		this.invoker = new ListenerInvoker(bean, method,
				ListenerArguments.resolve(method, targetClass, this.kind, this.place), this.place);
		this.returnsNothing = method.getReturnType() == void.class;
		if (this.kind == ListenerKind.CLOSE && !this.returnsNothing) {
			throw new IllegalStateException(
					"A listener to 'CloseEvent' must return 'void', because a closed port cannot"
							+ " post an answer, but " + this.place + " returns '" + method.getReturnType().getName()
							+ "'");
		}
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
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public ListenerKind kind() {
		return this.kind;
	}

	@Override
	public void onEvent(Object event) throws Exception {
		Object answer = this.invoker.invoke(event);
		MessagePort replyPort = (event instanceof MessageEvent message) ? message.replyPort() : null;
		if (replyPort == null) {
			postBack(this.kind.port(event), answer);
		}
		else if (!this.returnsNothing) {
			check(RequestAnswer.reply((MessageEvent) event, replyPort, answer), replyPort);
		}
	}

	private void postBack(MessagePort port, @Nullable Object answer) {
		if (answer != null) {
			check((answer instanceof MessagePort transferred) ? port.postMessage(transferred, transferred)
					: port.postMessage(answer), port);
		}
	}

	private void check(boolean posted, MessagePort port) {
		if (!posted && logger.isDebugEnabled()) {
			logger.debug("An answer of " + this + " was dropped, because port '" + port.name() + "' has closed");
		}
	}

	/**
	 * Return where this listener is, for people.
	 */
	@Override
	public String toString() {
		return this.id.isEmpty() ? this.place : this.place + " (id '" + this.id + "')";
	}

}

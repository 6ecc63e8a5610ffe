package dev.messageport.spring;

import java.util.Map;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * A bean that serves calls at a name: a {@link PortService} annotation with everything
 * resolved.
 */
final class PortServiceListener implements NamedListener {

	private final Settings settings;

	private final Service service;

	private final Map<String, ServiceOperation> operations;

	private final ListenerContext context;

	private final PayloadConverter converter;

	private final ArgumentValidation validation;

	PortServiceListener(Settings settings, Service service, Map<String, ServiceOperation> operations,
			ListenerContext context) {
		this.settings = settings;
		this.service = service;
		this.operations = operations;
		this.context = context;
		this.converter = context.converter();
		this.validation = new ArgumentValidation(context.validator());
		operations.values().forEach(this.validation::check);
	}

	@Override
	public String name() {
		return this.settings.name();
	}

	@Override
	public String id() {
		return this.settings.id();
	}

	@Override
	public ListenerKind kind() {
		return ListenerKind.MESSAGE;
	}

	@Override
	public String beanName() {
		return this.service.name();
	}

	@Override
	public Class<?> beanType() {
		return this.service.type();
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.autoStartup();
	}

	@Override
	public @Nullable Executor executor() {
		return this.settings.executor();
	}

	@Override
	public Class<?> payloadType() {
		return PortCall.class;
	}

	@Override
	public boolean takes(@Nullable Object data) {
		return data instanceof PortCall;
	}

	@Override
	public boolean converts(MessageEvent event) {
		return event.data() != null && this.converter.converts(event.data(), event.headers(), PortCall.class, null);
	}

	@Override
	public void onEvent(Object event) throws Exception {
		MessageEvent message = (MessageEvent) event;
		MessagePort replyPort = message.replyPort();
		IncomingCall call;
		try {
			call = read(message);
		}
		catch (RuntimeException ex) {
			IncomingCall.arrived(message).forEach(Transferables::release);
			if (replyPort == null) {
				throw ex;
			}
			message.fail(ex);
			this.context.failed(ex, message.target());
			return;
		}
		if (replyPort == null) {
			ServiceInvocation.unanswered(call.operation(), call.invoke(this.service.bean()),
					(error) -> this.context.report(error, message.target(), message));
		}
		else {
			answer(call, new ServiceInvocation(message, replyPort, call.operation(), this.context));
		}
	}

	private IncomingCall read(MessageEvent message) {
		PortCall call = (PortCall) this.converter.convert(message.data(), message.headers(), PortCall.class, null);
		if (call == null) {
			throw new IllegalArgumentException("A message to " + this + " is null: post a PortCall");
		}
		ServiceOperation operation = this.operations.get(call.operation());
		if (operation == null) {
			throw new UnknownOperationException(call.operation(),
					"There is no operation '" + call.operation() + "' at '" + name() + "', served by " + this
							+ ". The nearest are: "
							+ NearestNames.describe(call.operation(), this.operations.keySet()));
		}
		if (call.arguments().size() != operation.arguments()) {
			throw new IllegalArgumentException("A call of " + operation + " at '" + name() + "' has "
					+ call.arguments().size() + " arguments, but it takes " + operation.arguments()
					+ ": see that caller and service, " + this + ", have the same interface");
		}
		return IncomingCall.of(operation, call, message, this.converter, this.validation);
	}

	private void answer(IncomingCall call, ServiceInvocation invocation) throws Exception {
		Object result;
		try {
			result = call.invoke(this.service.bean());
		}
		catch (Exception ex) {
			if (!invocation.tell(ex)) {
				throw ex;
			}
			this.context.failed(ex, invocation.port());
			return;
		}
		catch (Error ex) {
			invocation.tell(ex);
			throw ex;
		}
		invocation.answer(result);
	}

	/**
	 * Return where this service is, for people.
	 */
	@Override
	public String toString() {
		return id().isEmpty() ? this.service.place() : this.service.place() + " (id '" + id() + "')";
	}

	/**
	 * The bean that is called.
	 *
	 * @param bean the bean, possibly a proxy
	 * @param name the name of the bean
	 * @param type the class behind the proxy
	 * @param place where it is, for people
	 */
	record Service(Object bean, String name, Class<?> type, String place) {

	}

	/**
	 * What the annotation says.
	 *
	 * @param name the name of the declared end or of the endpoint
	 * @param id the identity, or an empty string for none
	 * @param autoStartup whether the port is started with the context
	 * @param executor what methods are called on, or {@code null} for that of the channel
	 */
	record Settings(String name, String id, boolean autoStartup, @Nullable Executor executor) {

	}

}

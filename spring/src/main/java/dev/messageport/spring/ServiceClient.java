package dev.messageport.spring;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.ReflectionUtils;

/**
 * Makes calls of the methods of a service interface.
 */
final class ServiceClient implements MethodInterceptor {

	private final Class<?> service;

	private final Map<Method, ServiceOperation> operations;

	private final CallTarget target;

	private final Duration timeout;

	private final Supplier<PayloadConverter> converter;

	ServiceClient(Class<?> service, Map<Method, ServiceOperation> operations, CallTarget target, Duration timeout,
			Supplier<PayloadConverter> converter) {
		this.service = service;
		this.operations = operations;
		this.target = target;
		this.timeout = timeout;
		this.converter = converter;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		ServiceOperation operation = this.operations.get(method);
		if (operation != null) {
			return call(operation, OutgoingCall.of(operation, invocation.getArguments()));
		}
		if (ReflectionUtils.isToStringMethod(method)) {
			return "Client of " + this.service.getName() + " at " + this.target;
		}
		ReflectionUtils.makeAccessible(method);
		return InvocationHandler.invokeDefault(((ProxyMethodInvocation) invocation).getProxy(), method,
				invocation.getArguments());
	}

	private @Nullable Object call(ServiceOperation operation, OutgoingCall call) throws Throwable {
		Class<?> declared = operation.result().declared();
		return switch (operation.result().shape()) {
			case VALUE -> await(call);
			case FUTURE -> ask(call);
			case SINGLE -> ReactiveResults.single(declared, () -> ask(call));
			case FLOW -> stream(call);
			case MANY -> ReactiveResults.many(declared, stream(call));
			case STREAM -> CallStream.of(operation, timeout(operation), () -> stream(call));
		};
	}

	private Duration timeout(ServiceOperation operation) {
		return (operation.timeout() != null) ? operation.timeout() : this.timeout;
	}

	private Flow.Publisher<Object> stream(OutgoingCall call) {
		return new ConnectedPublisher(this.target, call, this.converter.get());
	}

	private CompletableFuture<@Nullable Object> ask(OutgoingCall call) {
		CompletableFuture<Object> answer = this.target.connection().ask(call, PortConnection.APART);
		Duration timeout = timeout(call.operation());
		RequestTimeout.set(answer, timeout, () -> new TimeoutException(overdue(call, timeout)));
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		answer.whenComplete((value, error) -> complete(call, result, value, error));
		result.whenComplete((value, error) -> answer.cancel(false));
		return result;
	}

	private void complete(OutgoingCall call, CompletableFuture<@Nullable Object> result, @Nullable Object value,
			@Nullable Throwable error) {
		if (error != null) {
			result.completeExceptionally(error);
			return;
		}
		try {
			if (!result.complete(call.operation().result().result(value, this.converter.get()))) {
				Transferables.release(value);
			}
		}
		catch (RuntimeException | Error ex) {
			Transferables.release(value);
			result.completeExceptionally(ex);
		}
	}

	private @Nullable Object await(OutgoingCall call) throws Throwable {
		CompletableFuture<Object> answer = this.target.connection().ask(call, Runnable::run);
		Duration timeout = timeout(call.operation());
		try {
			Object value = answer.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
			return call.operation().result().result(value, this.converter.get());
		}
		catch (TimeoutException ex) {
			answer.whenComplete((value, error) -> Transferables.release(value));
			answer.cancel(false);
			throw new PortTimeoutException(overdue(call, timeout));
		}
		catch (InterruptedException ex) {
			answer.whenComplete((value, error) -> Transferables.release(value));
			answer.cancel(false);
			boolean declared = ReflectionUtils.declaresException(call.operation().method(), ex.getClass());
			throw declared ? ex : CallSite.interrupted(call.operation(), ex);
		}
		catch (ExecutionException ex) {
			Throwable failure = (ex.getCause() != null) ? ex.getCause() : ex;
			CallSite.add(failure, call.operation());
			throw failure;
		}
	}

	private String overdue(OutgoingCall call, Duration timeout) {
		return "The call of " + call.operation() + " at " + this.target + " has not been answered within " + timeout
				+ ": see that the service is not held up, or set a longer 'timeout'";
	}

	/**
	 * Calls for each subscriber.
	 *
	 * @param target where the call goes
	 * @param call the call
	 * @param converter converts the elements
	 */
	private record ConnectedPublisher(CallTarget target, OutgoingCall call,
			PayloadConverter converter) implements Flow.Publisher<Object> {

		@Override
		@SuppressWarnings("unchecked") // It takes what it is given, which is of any type
		public void subscribe(Flow.Subscriber<? super Object> subscriber) {
			PortConnection connection;
			try {
				connection = this.target.connection();
			}
			catch (RuntimeException ex) {
				NoSubscription.fail(subscriber, ex);
				return;
			}
			connection.subscribe(this.call, this.converter, (Flow.Subscriber<Object>) subscriber);
		}

		@Override
		public String toString() {
			return "Answers of " + this.call.operation();
		}

	}

}

package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Takes what {@link PortListenerConfigurer} beans want of the listeners. What is set
 * later replaces what was set before. Not thread-safe.
 */
public final class PortListenerEndpointRegistrar {

	private final List<NamedListener> listeners = new ArrayList<>();

	private final List<HandlerMethodArgumentResolver> argumentResolvers = new ArrayList<>();

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	private @Nullable PortListenerErrorHandler errorHandler;

	private final PortEndpoints endpoints;

	PortListenerEndpointRegistrar(PortEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * Set what converts payloads to the types that methods take.
	 * @param messageConverter the converter, or {@code null} for the default
	 */
	public void setMessageConverter(@Nullable MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Set what validates payloads that are to be validated.
	 * @param validator the validator, or {@code null} for the default
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Set what handles the errors of all methods that listen to messages and have no
	 * error handler of their own.
	 * @param errorHandler the error handler, or {@code null} for none
	 */
	public void setErrorHandler(@Nullable PortListenerErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	/**
	 * Add resolvers for the arguments of methods that listen to messages: they are asked
	 * before the others, in the order in which they were added.
	 * @param argumentResolvers the resolvers
	 */
	public void addArgumentResolvers(HandlerMethodArgumentResolver... argumentResolvers) {
		Assert.noNullElements(argumentResolvers, "'argumentResolvers' must not contain null");
		this.argumentResolvers.addAll(Arrays.asList(argumentResolvers));
	}

	/**
	 * Set how many connections an endpoint may have open at a time. More are refused with
	 * an {@link EndpointRefusedException}.
	 * @param maxConnections the number of connections to each endpoint, 100,000 by
	 * default; 0 for no bound
	 */
	public void setMaxConnections(int maxConnections) {
		Assert.isTrue(maxConnections >= 0, () -> "'maxConnections' must not be negative, but is " + maxConnections);
		this.endpoints.setMaxConnections(maxConnections);
	}

	/**
	 * Add a listener. It is registered together with the methods of beans, before a port
	 * is started.
	 * @param endpoint the listener
	 */
	public void registerEndpoint(PortListenerEndpoint endpoint) {
		Assert.notNull(endpoint, "'endpoint' must not be null");
		this.listeners.add(new EndpointListener(endpoint, this.endpoints::listenerContext));
	}

	List<NamedListener> listeners() {
		return this.listeners;
	}

	ListenerContext context(ConfigurableListableBeanFactory beanFactory) {
		return ListenerContext.create(beanFactory, this.messageConverter, this.validator, this.errorHandler,
				this.argumentResolvers);
	}

}

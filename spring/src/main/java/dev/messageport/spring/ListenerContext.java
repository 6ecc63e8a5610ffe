package dev.messageport.spring;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

import dev.messageport.DeliveryControl;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * What all listener methods of an application context have in common.
 *
 * @param beanFactory the bean factory of the context
 * @param converter converts payloads
 * @param validator validates payloads, or {@code null} if there is none
 * @param errorHandler handles the errors of methods that name no other, or {@code null}
 * @param argumentResolvers resolve parameters that users have invented
 * @param delivery a channel factory, to report errors to
 */
record ListenerContext(ConfigurableListableBeanFactory beanFactory, PayloadConverter converter,
		@Nullable Validator validator, @Nullable PortListenerErrorHandler errorHandler,
		List<HandlerMethodArgumentResolver> argumentResolvers, ObjectProvider<DeliveryControl> delivery) {

	private static final Log logger = LogFactory.getLog(PortListener.class);

	static ListenerContext create(ConfigurableListableBeanFactory beanFactory, @Nullable MessageConverter converter,
			@Nullable Validator validator, @Nullable PortListenerErrorHandler errorHandler,
			List<HandlerMethodArgumentResolver> argumentResolvers) {
		return new ListenerContext(beanFactory,
				new PayloadConverter((converter != null) ? converter : PortMessageConverters.create(beanFactory)),
				(validator != null) ? validator : beanFactory.getBeanProvider(Validator.class).getIfUnique(),
				errorHandler, List.copyOf(argumentResolvers), beanFactory.getBeanProvider(DeliveryControl.class));
	}

	/**
	 * Count an error that whoever has asked was told of, and nobody else will be.
	 * @param error the error
	 * @param port the port that the listener was called for
	 */
	void failed(Throwable error, MessagePort port) {
		ListenerObservation.failed(error);
		this.delivery.stream().findFirst().ifPresent((control) -> control.failed(port, error));
	}

	/**
	 * Report an error that a listener is not there any more to throw.
	 * @param error the error
	 * @param port the port that the listener was called for
	 * @param event the message, if it is about one
	 */
	void report(Throwable error, MessagePort port, @Nullable MessageEvent event) {
		ListenerObservation.failed(error);
		DeliveryControl control = this.delivery.stream().findFirst().orElse(null);
		if (control == null) {
			logger.error("A listener at port '" + port.name() + "' has failed", error);
			return;
		}
		control.report(error, port, event);
	}

}

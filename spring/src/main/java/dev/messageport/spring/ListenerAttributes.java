package dev.messageport.spring;

import java.util.Arrays;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.StringUtils;

/**
 * Resolves what the attributes of a listener annotation say: placeholders, expressions,
 * and names of beans.
 */
final class ListenerAttributes {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String annotation;

	private final String place;

	/**
	 * Create the attributes of one annotation.
	 * @param beanFactory the bean factory
	 * @param annotation the simple name of the annotation
	 * @param place where it is, for people
	 */
	ListenerAttributes(ConfigurableListableBeanFactory beanFactory, String annotation, String place) {
		this.beanFactory = beanFactory;
		this.annotation = annotation;
		this.place = place;
	}

	String name(String value) {
		String name = text("value", value);
		if (name.isBlank()) {
			throw refused("value", value, "is blank",
					"set it to a declared end such as 'pricing.port1', or to an endpoint's name");
		}
		return name;
	}

	String text(String attribute, String value) {
		Object result = evaluate(attribute, value);
		if (result instanceof String || result instanceof Boolean) {
			return result.toString();
		}
		throw refused(attribute, value, "is " + result, "let it be a string");
	}

	boolean flag(String attribute, String value, boolean otherwise) {
		return switch (text(attribute, value)) {
			case "" -> otherwise;
			case "true" -> true;
			case "false" -> false;
			default ->
				throw refused(attribute, value, "is '" + text(attribute, value) + "'", "let it be 'true' or 'false'");
		};
	}

	@Nullable Executor executor(String value) {
		return bean("executor", value, Executor.class);
	}

	@Nullable PortListenerErrorHandler errorHandler(String value) {
		return bean("errorHandler", value, PortListenerErrorHandler.class);
	}

	@Nullable MessageConverter messageConverter(String value) {
		return bean("messageConverter", value, MessageConverter.class);
	}

	@Nullable ListenerCondition condition(String value) {
		String text = text("condition", value);
		if (text.isBlank()) {
			return null;
		}
		try {
			return new ListenerCondition(text, this.beanFactory);
		}
		catch (RuntimeException ex) {
			// Not all that is wrong with an expression is a ParseException
			throw refused("condition", value, "is no expression (" + ex.getMessage() + ")",
					"write it in the expression language of Spring, such as \"payload.amount > 10\"");
		}
	}

	/**
	 * Resolve an attribute that names a bean, or whose expression is one.
	 * @param <T> the type of the bean
	 * @param attribute the name of the attribute
	 * @param value the value of the attribute
	 * @param type the type of the bean
	 * @return the bean, or {@code null} if the attribute is empty
	 */
	private <T> @Nullable T bean(String attribute, String value, Class<T> type) {
		Object result = evaluate(attribute, value);
		if (type.isInstance(result)) {
			return type.cast(result);
		}
		if (!(result instanceof String name)) {
			throw refused(attribute, value, "is " + result,
					"let it be a " + type.getSimpleName() + ", or the name of a bean of that type");
		}
		if (name.isEmpty()) {
			return null;
		}
		if (!this.beanFactory.containsBean(name) || !this.beanFactory.isTypeMatch(name, type)) {
			throw refused(attribute, value,
					"is '" + name + "', but there is no bean of that name and of the type " + type.getSimpleName(),
					"name one of the nearest beans of that type: " + NearestNames.describe(name, Arrays
						.asList(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type))));
		}
		return this.beanFactory.getBean(name, type);
	}

	private @Nullable Object evaluate(String attribute, String value) {
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(value);
			BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
			return (resolver != null && resolved != null)
					? resolver.evaluate(resolved, new BeanExpressionContext(this.beanFactory, null)) : resolved;
		}
		catch (RuntimeException ex) {
			throw new PortListenerDefinitionException(this.place,
					"'" + attribute + "' of the @" + this.annotation + ", '" + value + "', cannot be resolved: "
							+ ex.getMessage(),
					"Define the property or bean that it refers to, or correct the expression", ex);
		}
	}

	PortListenerDefinitionException refused(String attribute, String value, String problem, String remedy) {
		return new PortListenerDefinitionException(this.place,
				"'" + attribute + "' of the @" + this.annotation + ", '" + value + "', " + problem,
				StringUtils.capitalize(remedy));
	}

}

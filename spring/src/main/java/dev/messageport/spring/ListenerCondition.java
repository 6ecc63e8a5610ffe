package dev.messageport.spring;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MapAccessor;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * The condition that a message has to meet to be given to a listener, in the expression
 * language of Spring. Thread-safe.
 */
final class ListenerCondition {

	private static final SpelExpressionParser parser = new SpelExpressionParser();

	/**
	 * A header that is missing is {@code null}, not an error.
	 */
	private static final MapAccessor maps = new MapAccessor() {

		@Override
		public boolean canRead(EvaluationContext context, @Nullable Object target, String name) {
			return target instanceof Map;
		}

		@Override
		public TypedValue read(EvaluationContext context, @Nullable Object target, String name) {
			return new TypedValue((target instanceof Map<?, ?> map) ? map.get(name) : null);
		}

	};

	private final String text;

	private final Expression expression;

	private final BeanFactoryResolver beans;

	/**
	 * Parse a condition.
	 * @param text the expression
	 * @param beanFactory where the beans are that it may refer to
	 * @throws RuntimeException if it is no expression
	 */
	ListenerCondition(String text, BeanFactory beanFactory) {
		this.text = text;
		this.expression = parser.parseExpression(text);
		this.beans = new BeanFactoryResolver(beanFactory);
	}

	boolean accepts(MessageEvent event) {
		StandardEvaluationContext context = new StandardEvaluationContext(
				new Root(event.data(), event.headers(), event.target(), event));
		context.setBeanResolver(this.beans);
		context.addPropertyAccessor(maps);
		Object result = this.expression.getValue(context);
		if (result instanceof Boolean accepted) {
			return accepted;
		}
		throw new IllegalStateException("The condition '" + this.text + "' must be true or false, but is "
				+ ((result != null) ? "a " + result.getClass().getName() : "null"));
	}

	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * What a condition can refer to.
	 *
	 * @param payload the payload as it was posted
	 * @param headers the headers
	 * @param port the port that the message came to
	 * @param event the message
	 */
	record Root(@Nullable Object payload, Map<String, Object> headers, MessagePort port, MessageEvent event) {

	}

}

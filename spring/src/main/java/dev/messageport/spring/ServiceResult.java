package dev.messageport.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What an operation returns, as its method declares it.
 *
 * @param shape how many values there are, and when
 * @param declared the declared type without its generics
 * @param type the type of a value
 * @param optional whether a value comes in an {@link Optional}
 * @param hint says more of the type of a value, if it can be said
 */
record ServiceResult(Shape shape, Class<?> declared, Class<?> type, boolean optional, @Nullable MethodParameter hint) {

	static ServiceResult of(Method method, Class<?> containingClass) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			ResolvableType continuation = ResolvableType.forMethodParameter(method, method.getParameterCount() - 1,
					containingClass);
			return create(Shape.SINGLE, Object.class, continuation.getGeneric(), null);
		}
		ResolvableType declared = ResolvableType.forMethodReturnType(method, containingClass);
		Shape shape = Shape.of(declared.toClass());
		MethodParameter returned = new MethodParameter(method, -1).withContainingClass(containingClass);
		boolean wraps = shape != Shape.VALUE;
		return create(shape, declared.toClass(), wraps ? declared.getGeneric() : declared,
				wraps ? returned.nested() : returned);
	}

	private static ServiceResult create(Shape shape, Class<?> declared, ResolvableType content,
			@Nullable MethodParameter hint) {
		boolean optional = content.toClass() == Optional.class;
		ResolvableType value = optional ? content.getGeneric() : content;
		if (Transferables.isSeveral(value)) {
			throw new IllegalArgumentException("returns several transferables as one value, '" + value
					+ "': return them one by one, as a 'Stream' or a publisher");
		}
		return new ServiceResult(shape, declared, value.toClass(), optional, hint);
	}

	/**
	 * Return the result for a value from afar.
	 * @param value the value, of any type
	 * @param converter converts it
	 * @return the result
	 */
	@Nullable Object result(@Nullable Object value, PayloadConverter converter) {
		if (this.type == void.class || this.type == Void.class) {
			return null;
		}
		Object converted = converter.convert(value, Map.of(), this.type, this.hint);
		if (converted == null && this.type.isPrimitive()) {
			throw new IllegalStateException(
					"The answer is null, but a '" + this.type.getName() + "' is needed: declare the wrapper type");
		}
		return this.optional ? Optional.ofNullable(converted) : converted;
	}

	/**
	 * How many values there are, and when.
	 */
	enum Shape {

		/**
		 * One, at once.
		 */
		VALUE,

		/**
		 * One, later.
		 */
		FUTURE,

		/**
		 * One or none, later, in a reactive type.
		 */
		SINGLE,

		/**
		 * Any number, in a reactive type.
		 */
		MANY,

		/**
		 * Any number, in a {@link Flow.Publisher}.
		 */
		FLOW,

		/**
		 * Any number, in a {@link Stream}.
		 */
		STREAM;

		/**
		 * Asked here, because the class that needs Reactor cannot even be loaded without.
		 */
		private static final boolean REACTIVE = ClassUtils.isPresent("reactor.adapter.JdkFlowAdapter",
				ServiceResult.class.getClassLoader());

		private static Shape of(Class<?> type) {
			if (CompletionStage.class.isAssignableFrom(type)) {
				return supported(type, type.isAssignableFrom(CompletableFuture.class), "CompletableFuture", FUTURE);
			}
			if (Flow.Publisher.class.isAssignableFrom(type)) {
				return supported(type, type == Flow.Publisher.class, "Flow.Publisher", FLOW);
			}
			if (BaseStream.class.isAssignableFrom(type)) {
				return supported(type, type == Stream.class, "Stream", STREAM);
			}
			Shape reactive = REACTIVE ? ReactiveResults.shape(type) : null;
			return (reactive != null) ? reactive : VALUE;
		}

		private static Shape supported(Class<?> type, boolean supported, String remedy, Shape shape) {
			if (!supported) {
				throw new IllegalArgumentException(
						"returns a '" + type.getName() + "', which cannot be made here: return a '" + remedy + "'");
			}
			return shape;
		}

	}

}

package dev.messageport.spring;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.ClassUtils;

/**
 * The type that somebody wants an answer to have, and how it gets that type.
 *
 * @param <R> the type
 * @param type the type
 * @param converter converts other answers, or {@code null} to refuse them
 */
record AnswerType<R>(Class<R> type, @Nullable PayloadConverter converter) {

	/**
	 * Give an answer the type.
	 * @param answer the answer
	 * @return the answer itself, or what it was converted to
	 * @throws ClassCastException if it is of another type and there is no converter
	 * @throws org.springframework.messaging.converter.MessageConversionException if it
	 * cannot be converted
	 */
	@SuppressWarnings({ "unchecked", "NullAway" }) // A null answer is legal
	R read(@Nullable Object answer) {
		checkNoElement(answer);
		Object read = (this.converter != null) ? this.converter.convert(answer, Map.of(), this.type, null) : answer;
		if (read == null && this.type.isPrimitive() && this.type != void.class) {
			throw new ClassCastException("The answer is null, not a " + this.type + ": ask for the wrapper type");
		}
		return (R) ClassUtils.resolvePrimitiveIfNecessary(this.type).cast(read);
	}

	/**
	 * A converter would make a collection of the first element of a stream of answers.
	 * @param answer the answer
	 */
	private void checkNoElement(@Nullable Object answer) {
		if (answer == null || !Iterable.class.isAssignableFrom(this.type) || answer instanceof Iterable
				|| answer.getClass().isArray()
				|| (answer instanceof String text && text.stripLeading().startsWith("["))) {
			return;
		}
		throw new MessageConversionException("The answer is of type '" + answer.getClass().getName() + "', not a '"
				+ this.type.getName() + "'. A listener that returns a collection answers with a stream of its"
				+ " elements: ask for them with 'stream', or let it return a Message of the collection");
	}

}

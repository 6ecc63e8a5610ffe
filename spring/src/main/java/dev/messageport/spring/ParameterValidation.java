package dev.messageport.spring;

import java.lang.annotation.Annotation;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

import dev.messageport.MessageEvent;

/**
 * Validates what a parameter gets, if it asks for it, by {@code @Valid} or
 * {@link org.springframework.validation.annotation.Validated}.
 */
final class ParameterValidation {

	private final MethodParameter parameter;

	private final String name;

	/**
	 * The groups to validate, or {@code null} if nothing is to be validated.
	 */
	private final Object @Nullable [] hints;

	private final @Nullable Validator validator;

	/**
	 * Create a validation.
	 * @param parameter the parameter
	 * @param name its name
	 * @param validator validates, or {@code null} if there is nobody to do it
	 */
	ParameterValidation(MethodParameter parameter, String name, @Nullable Validator validator) {
		this.parameter = parameter;
		this.name = name;
		this.hints = hints(parameter);
		this.validator = validator;
	}

	/**
	 * Return whether there is to be a validation and nobody to do it.
	 * @return whether a validator is missing
	 */
	boolean lacksValidator() {
		return this.hints != null && this.validator == null;
	}

	/**
	 * Validate a value, if that is asked for.
	 * @param value the value; {@code null} is always valid
	 * @param event the message that it came with
	 * @throws MethodArgumentNotValidException if it is not valid
	 */
	void validate(@Nullable Object value, MessageEvent event) {
		if (this.hints == null || this.validator == null || value == null) {
			return;
		}
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(value, this.name);
		if (this.hints.length > 0 && this.validator instanceof SmartValidator smart) {
			smart.validate(value, result, this.hints);
		}
		else {
			this.validator.validate(value, result);
		}
		if (result.hasErrors()) {
			throw new MethodArgumentNotValidException(new EventMessage(event), this.parameter, result);
		}
	}

	private static Object @Nullable [] hints(MethodParameter parameter) {
		for (Annotation annotation : parameter.getParameterAnnotations()) {
			Object[] hints = ValidationAnnotationUtils.determineValidationHints(annotation);
			if (hints != null) {
				return hints;
			}
		}
		return null;
	}

}

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
 * Validates the arguments of calls whose parameters ask for it, by {@code @Valid} or
 * {@link org.springframework.validation.annotation.Validated}.
 *
 * @param validator validates, or {@code null} if there is nobody to do it
 */
record ArgumentValidation(@Nullable Validator validator) {

	/**
	 * Check that there is a validator where one is needed.
	 * @param operation the operation
	 */
	void check(ServiceOperation operation) {
		for (ServiceParameter parameter : operation.parameters()) {
			if (this.validator == null && hints(parameter.parameter()) != null) {
				throw new IllegalStateException(
						parameter + " of the @PortExchange " + ServiceOperation.place(operation.method())
								+ " is to be validated, but there is no Validator: define one bean of that type,"
								+ " such as a LocalValidatorFactoryBean");
			}
		}
	}

	/**
	 * Validate an argument, if its parameter asks for it.
	 * @param parameter the parameter
	 * @param argument the argument
	 * @param event the message
	 * @throws MethodArgumentNotValidException if it is not valid
	 */
	void validate(ServiceParameter parameter, @Nullable Object argument, MessageEvent event) {
		Object[] hints = hints(parameter.parameter());
		if (this.validator == null || argument == null || hints == null) {
			return;
		}
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(argument, parameter.name());
		if (hints.length > 0 && this.validator instanceof SmartValidator smart) {
			smart.validate(argument, result, hints);
		}
		else {
			this.validator.validate(argument, result);
		}
		if (result.hasErrors()) {
			throw new MethodArgumentNotValidException(new EventMessage(event), parameter.parameter(), result);
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

package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Validator;

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
			if (validation(parameter).lacksValidator()) {
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
	 * @throws org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException
	 * if it is not valid
	 */
	void validate(ServiceParameter parameter, @Nullable Object argument, MessageEvent event) {
		validation(parameter).validate(argument, event);
	}

	private ParameterValidation validation(ServiceParameter parameter) {
		return new ParameterValidation(parameter.parameter(), parameter.name(), this.validator);
	}

}

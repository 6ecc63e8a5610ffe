package dev.messageport.autoconfigure;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Hands values of properties on to a builder, and says which property it was whose value
 * the builder refused.
 *
 * @param prefix the prefix of the properties
 */
record PropertyTarget(String prefix) {

	<T> void set(String property, @Nullable T value, Consumer<T> target) {
		if (value == null) {
			return;
		}
		try {
			target.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(this.prefix + "." + property, value, ex.getMessage(),
					ex);
		}
	}

}

package dev.messageport.spring;

import org.jspecify.annotations.Nullable;

/**
 * Tells of which module of the application a class is part. A bean of this type decides
 * what modules are: for the owners in {@link PortWiring}, and for the rule that an end of
 * a channel belongs to one of them. With Spring Boot, a module is a package directly
 * below one of the application's base packages; without, and without such a bean, there
 * are no modules. Has to be thread-safe.
 */
@FunctionalInterface
public interface PortModules {

	/**
	 * Return the module of a class.
	 * @param type the class of a bean, or one that defines beans
	 * @return the name of the module, or {@code null} if the class is part of none
	 */
	@Nullable String moduleOf(Class<?> type);

}

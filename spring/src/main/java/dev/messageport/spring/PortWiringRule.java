package dev.messageport.spring;

/**
 * A rule for the wiring of the application. Beans of this type are asked in order, once,
 * when all singletons have been created and before anything starts.
 */
@FunctionalInterface
public interface PortWiringRule {

	/**
	 * Check the wiring of an application context.
	 * @param wiring the wiring
	 * @throws RuntimeException if it breaks the rule: the application context does not
	 * start
	 */
	void check(PortWiring wiring);

}

package dev.messageport.spring;

/**
 * Sets what the listeners of an application context have in common, and adds listeners to
 * them. Beans of this type are called, in order, when all singletons have been created
 * and before the listeners are registered; those of parent contexts are not.
 */
@FunctionalInterface
public interface PortListenerConfigurer {

	/**
	 * Configure the listeners.
	 * @param registrar what to configure them with, to be used within this call only
	 */
	void configurePortListeners(PortListenerEndpointRegistrar registrar);

}

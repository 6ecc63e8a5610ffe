package dev.messageport.spring;

/**
 * That a bean takes a port, a channel or an endpoint, in one of several ways.
 *
 * @param taken the name of what is taken
 * @param beanName the bean that takes it
 * @param kind how it does so
 * @param place where, for people
 */
record PortUse(String taken, String beanName, PortWiring.Use kind, String place) {

}

/**
 * The programming model for Spring: methods that listen at ports, endpoints that anyone
 * can connect to, and ports as beans.
 */
@NullMarked
package dev.messageport.spring;

import org.jspecify.annotations.NullMarked;

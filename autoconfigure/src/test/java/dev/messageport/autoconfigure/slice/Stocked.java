package dev.messageport.autoconfigure.slice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.messageport.spring.PortListener;

/**
 * A composed annotation.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PortListener("stock")
@interface Stocked {

}

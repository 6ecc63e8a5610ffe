/**
 * Auto-configuration, properties and metrics of message ports for Spring Boot.
 */
@NullMarked
package dev.messageport.autoconfigure;

import org.jspecify.annotations.NullMarked;

/**
 * Channels, ports and the delivery between them: HTML's channel messaging for the JVM.
 */
@NullMarked
package dev.messageport;

import org.jspecify.annotations.NullMarked;

package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * Tells that a port has closed (C1, C3, C4).
 *
 * @param reason why it closed, seen from {@code target}
 * @param cause the error given to {@link MessagePort#close(Throwable)}, if any
 * @param target the port that this event is about
 */
public record CloseEvent(CloseReason reason, @Nullable Throwable cause, MessagePort target) {

}

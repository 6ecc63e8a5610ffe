package dev.messageport;

/**
 * Tells that a message has arrived at a port that cannot be decoded (V4). It stands in
 * the place of that message, between the one before and the one after. The ports that
 * were in it have ended.
 *
 * @param error what is wrong with the message
 * @param target the port at which it arrived
 */
public record MessageErrorEvent(PortDecodingException error, MessagePort target) {

}

package dev.messageport.spring;

import dev.messageport.MessagePort;

/**
 * Tells the listener of an endpoint that somebody has connected to it. Delivered on the
 * new port, before its first message.
 *
 * @param endpoint the name of the endpoint
 * @param port the endpoint's port of the new connection
 * @see PortListener
 * @see MessagePortTemplate#connect(String)
 */
public record ConnectEvent(String endpoint, MessagePort port) {

}

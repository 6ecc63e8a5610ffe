package dev.messageport.spring;

import dev.messageport.MessageChannelFactory;

/**
 * Who connects to an endpoint. The application context that connects makes the channel,
 * so that what its beans own closes with it; the other end belongs to the context of the
 * endpoint, and closes with that (G3).
 *
 * @param factory makes the channel
 * @param foreign whether the context is another one than that of the endpoint
 * @param asking whether the connection is made for one request
 */
record EndpointClient(MessageChannelFactory factory, boolean foreign, boolean asking) {

}

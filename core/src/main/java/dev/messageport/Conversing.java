package dev.messageport;

/**
 * A listener of the library's own at one end of a reply channel, for somebody who has
 * asked or who answers. It calls that somebody in the context that it has captured from
 * them, so that no interceptor has to.
 *
 * @see PortInterceptor#captureContext()
 */
interface Conversing extends MessageListener, CloseListener, EndListener {

}

package dev.messageport;

/**
 * An object that moves with a message instead of being shared: once it has been posted in
 * a transfer list its old holder cannot use it any more, and it belongs to whoever
 * receives the message.
 * <p>
 * {@link MessagePort} is the transferable of this library. An entry of a transfer list
 * that is not a port made by a {@link MessageChannelFactory} is refused with a
 * {@link DataCloneException} (P2).
 *
 * @see MessagePort#postMessage(Object, Transferable...)
 */
public interface Transferable {

}

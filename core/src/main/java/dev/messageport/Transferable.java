package dev.messageport;

/**
 * An object that moves with a message instead of being shared: once it has been posted in
 * a transfer list its old holder cannot use it any more, and it belongs to whoever
 * receives the message (T8).
 * <p>
 * This interface only marks what may stand in a transfer list. There are two kinds:
 * <ul>
 * <li>{@link MessagePort}, made by a {@link MessageChannelFactory};</li>
 * <li>{@link TransferableResource}: {@link TransferableBuffer} for bytes, and whatever
 * you write yourself. To make an object of yours transferable implement that interface,
 * which tells how an object moves.</li>
 * </ul>
 * Any other entry of a transfer list is refused with a {@link DataCloneException} (P2). A
 * transferable in the payload that is not in the list is refused as well (P4).
 *
 * @see MessagePort#postMessage(Object, Transferable...)
 * @see MessageEvent#transferred()
 */
public interface Transferable {

}

package dev.messageport;

/**
 * Contract stub: replaced.
 */
public interface TransferableResource extends Transferable {

	/**
	 * Detached.
	 * @return detached
	 */
	boolean isDetached();

	/**
	 * Receiver.
	 * @return receiver
	 */
	TransferableResource newReceiver();

	/**
	 * Move.
	 * @param receiver receiver
	 */
	void moveTo(TransferableResource receiver);

	/**
	 * Release.
	 */
	void release();

}

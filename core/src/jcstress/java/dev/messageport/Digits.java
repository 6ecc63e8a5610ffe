package dev.messageport;

/**
 * Writes down what a port gets, in order: a digit for each message, and a 9 for the close
 * event. Deliberately without synchronization, because listeners of a port never run
 * concurrently (invariant 5).
 */
final class Digits implements MessageListener, CloseListener {

	private int digits;

	@Override
	public void onMessage(MessageEvent event) {
		this.digits = this.digits * 10 + Stress.digit(event);
	}

	@Override
	public void onClose(CloseEvent event) {
		this.digits = this.digits * 10 + 9;
	}

	int read() {
		return this.digits;
	}

}

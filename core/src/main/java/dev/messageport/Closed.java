package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * That a side has closed, to be told once the lock is released.
 *
 * @param side the side
 * @param reason why, seen from that side
 * @param cause the error behind it, if any
 * @param port the port that owned the side at that moment, if any
 * @param stage what completes, if anybody has asked for it
 */
record Closed(@Nullable Side side, CloseReason reason, @Nullable Throwable cause, @Nullable DefaultMessagePort port,
		@Nullable ClosedStage stage) {

	/**
	 * Nobody wants to know, or has been told before.
	 */
	static final Closed NO_CONCERN = new Closed(null, CloseReason.LOCAL, null, null, null);

	void announce() {
		if (this.side == null) {
			return;
		}
		if (this.stage != null && this.port != null) {
			this.stage.fire(new CloseEvent(this.reason, this.cause, this.port));
		}
		ChannelObserver observer = this.side.config.observer();
		if (observer != null) {
			observer.closed(this.side, this.reason);
		}
	}

}

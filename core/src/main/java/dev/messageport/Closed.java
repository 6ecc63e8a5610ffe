package dev.messageport;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * That a side has closed, to be told once the lock is released.
 *
 * @param side the side
 * @param reason why, seen from that side
 * @param cause the error behind it, if any
 * @param owner who owned the side at that moment
 * @param future what completes, if anybody has asked for it
 */
record Closed(@Nullable Side side, CloseReason reason, @Nullable Throwable cause, @Nullable Object owner,
		@Nullable CompletableFuture<CloseEvent> future) {

	/**
	 * It had closed before, and that has been told.
	 */
	static final Closed BEFORE = new Closed(null, CloseReason.LOCAL, null, null, null);

	void announce() {
		if (this.side == null) {
			return;
		}
		if (this.future != null && this.owner instanceof DefaultMessagePort port) {
			this.future.complete(new CloseEvent(this.reason, this.cause, port));
		}
		ChannelObserver observer = this.side.config.observer();
		if (observer != null) {
			observer.closed(this.side, this.reason);
		}
	}

}

package dev.messageport;

/**
 * Keeps what an observer throws away from the queues.
 *
 * @param observer the user's observer
 */
record GuardedObserver(ChannelObserver observer) implements ChannelObserver {

	private static final System.Logger logger = System.getLogger(GuardedObserver.class.getName());

	@Override
	public void opened(ChannelSide side) {
		try {
			this.observer.opened(side);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void posted(ChannelSide side) {
		try {
			this.observer.posted(side);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void delivered(ChannelSide side) {
		try {
			this.observer.delivered(side);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void discarded(ChannelSide side, CloseReason reason) {
		try {
			this.observer.discarded(side, reason);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void failed(ChannelSide side, Throwable error) {
		try {
			this.observer.failed(side, error);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void transferred(ChannelSide side) {
		try {
			this.observer.transferred(side);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	@Override
	public void closed(ChannelSide side, CloseReason reason) {
		try {
			this.observer.closed(side, reason);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	private void failed(Throwable error) {
		logger.log(System.Logger.Level.ERROR, "Channel observer " + this.observer + " failed", error);
	}

}

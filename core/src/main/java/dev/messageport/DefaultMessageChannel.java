package dev.messageport;

/**
 * What {@link DefaultMessageChannelFactory} makes.
 */
final class DefaultMessageChannel implements MessageChannel {

	private final MessagePort port1;

	private final MessagePort port2;

	private final ChannelConfig config;

	DefaultMessageChannel(ChannelConfig config) {
		Side side1 = Side.pair(config);
		this.port1 = side1.port();
		this.port2 = side1.other().port();
		this.config = config;
		ChannelObserver observer = config.observer();
		if (observer != null) {
			observer.opened(side1);
			observer.opened(side1.other());
		}
	}

	@Override
	public String name() {
		return this.config.name();
	}

	@Override
	public MessagePort port1() {
		return this.port1;
	}

	@Override
	public MessagePort port2() {
		return this.port2;
	}

	@Override
	public void close() {
		this.port1.close();
		this.port2.close();
	}

	@Override
	public String toString() {
		return name();
	}

}

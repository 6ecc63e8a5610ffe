package dev.messageport;

/**
 * What {@link DefaultMessageChannelFactory} makes.
 */
final class DefaultMessageChannel implements MessageChannel {

	private final MessagePort port1;

	private final MessagePort port2;

	private final ChannelConfig config;

	DefaultMessageChannel(ChannelConfig config) {
		DefaultMessagePort first = new DefaultMessagePort(config, true);
		DefaultMessagePort second = new DefaultMessagePort(config, false);
		first.side.entangle(second.side);
		this.port1 = first;
		this.port2 = second;
		this.config = config;
		ChannelObserver observer = config.observer();
		if (observer != null) {
			observer.opened(first.side);
			observer.opened(second.side);
			first.side.observe(observer);
			second.side.observe(observer);
		}
		if (config.isReleased()) {
			first.side.close(CloseReason.OWNER_GONE);
			second.side.close(CloseReason.OWNER_GONE);
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

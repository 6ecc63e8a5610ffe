package dev.messageport;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The channels of a library that has a class loader of its own. All open channels can be
 * reached from one another, so in the library that all tests share those of other tests
 * would be measured as well.
 */
public final class ChannelWorld implements Function<String, Object> {

	private final CountingExecutor executor = new CountingExecutor();

	private final MessageChannelFactory factory = MessageChannelFactory.builder().executor(this.executor).build();

	private final MessageChannel[] channels;

	/**
	 * Create the library, without the thread that looks after forgotten ports: it waits
	 * for a queue, and so might be reached from there and be measured as well.
	 * @param count how many channels there are if any
	 * @throws ReflectiveOperationException if there is no way to do without the thread
	 */
	public ChannelWorld(int count) throws ReflectiveOperationException {
		Field watching = CollectedPorts.class.getDeclaredField("watching");
		watching.setAccessible(true);
		((AtomicBoolean) watching.get(null)).set(true);
		this.channels = new MessageChannel[count];
	}

	/**
	 * Do one thing with all channels.
	 * @param step what
	 * @return what leads to everything
	 */
	@Override
	public Object apply(String step) {
		for (int i = 0; i < this.channels.length; i++) {
			this.channels[i] = apply(step, this.channels[i]);
			this.executor.runAll();
		}
		return new Object[] { this.factory, this.channels };
	}

	private MessageChannel apply(String step, MessageChannel channel) {
		switch (step) {
			case "create" -> {
				return this.factory.create();
			}
			case "listen" -> channel.port2().onMessage(ChannelWorld::ignore);
			case "use" -> {
				channel.port1().postMessage("one");
				channel.port1().postMessage("two");
			}
			case "receive" -> {
				channel.port2().postMessage("back");
				Ports.next(channel.port1());
			}
			case "close" -> {
				channel.close();
				return null;
			}
			case "nothing" -> {
			}
			default -> throw new IllegalArgumentException(step);
		}
		return channel;
	}

	private static void ignore(MessageEvent event) {
	}

}

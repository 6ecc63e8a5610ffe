package dev.messageport.test;

import java.util.Objects;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * A channel with one end for the code that is tested, and the other end recorded.
 *
 * <pre>{@code
 * try (RecordedChannel channel = RecordedChannel.open()) {
 *     new Ticker(channel.port()).tick();
 *     assertThat(channel.recorder()).receives("tick");
 * }
 * }</pre>
 *
 * To play the other side, post on {@code recorder().port()}. Thread-safe.
 */
public final class RecordedChannel implements AutoCloseable {

	private final MessageChannel channel;

	private final PortRecorder recorder;

	private RecordedChannel(MessageChannel channel) {
		this.channel = channel;
		this.recorder = PortRecorder.of(channel.port2());
	}

	/**
	 * Open a channel of its own, named {@code "recorded"}, that delivers on the common
	 * pool.
	 * @return the channel, its {@link #port()} not started
	 */
	public static RecordedChannel open() {
		return open(MessageChannelFactory.builder().build());
	}

	/**
	 * Open a channel named {@code "recorded"} of a factory.
	 * @param channels the factory
	 * @return the channel, its {@link #port()} not started
	 */
	public static RecordedChannel open(MessageChannelFactory channels) {
		return of(channels.create("recorded"));
	}

	/**
	 * Record the second port of a channel.
	 * @param channel the channel, whose second port nobody else uses
	 * @return the channel, recorded
	 * @throws IllegalArgumentException if the second port was transferred
	 */
	public static RecordedChannel of(MessageChannel channel) {
		return new RecordedChannel(Objects.requireNonNull(channel, "'channel' must not be null"));
	}

	/**
	 * Return the end for the code that is tested.
	 * @return the first port of the channel
	 */
	public MessagePort port() {
		return this.channel.port1();
	}

	/**
	 * Return the recorder of the other end.
	 * @return the recorder of the second port
	 */
	public PortRecorder recorder() {
		return this.recorder;
	}

	/**
	 * Close both ends, unless they were transferred.
	 */
	@Override
	public void close() {
		this.channel.close();
	}

}

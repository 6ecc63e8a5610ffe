package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.messageport.OverflowPolicy;

/**
 * Properties of message ports.
 */
@ConfigurationProperties("messageport")
public class MessagePortProperties {

	/**
	 * Maximum number of messages that wait at one side of a channel. Use 0 for no bound.
	 */
	private int capacity = 65_536;

	/**
	 * What a post to a full queue does.
	 */
	private OverflowPolicy overflow = OverflowPolicy.FAIL;

	/**
	 * Maximum time that a post to a full queue waits for room when it may block.
	 */
	private Duration blockTimeout = Duration.ofSeconds(5);

	/**
	 * Channels to declare, by name. Each becomes a bean of that name, and so does each of
	 * its ends, with the suffix '.port1' and '.port2'.
	 */
	private final Map<String, Channel> channels = new LinkedHashMap<>();

	public int getCapacity() {
		return this.capacity;
	}

	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	public OverflowPolicy getOverflow() {
		return this.overflow;
	}

	public void setOverflow(OverflowPolicy overflow) {
		this.overflow = overflow;
	}

	public Duration getBlockTimeout() {
		return this.blockTimeout;
	}

	public void setBlockTimeout(Duration blockTimeout) {
		this.blockTimeout = blockTimeout;
	}

	public Map<String, Channel> getChannels() {
		return this.channels;
	}

	/**
	 * Properties of one declared channel.
	 */
	public static class Channel {

		/**
		 * Maximum number of messages that wait at one side of this channel. Use 0 for no
		 * bound. Inherited when not set.
		 */
		private @Nullable Integer capacity;

		/**
		 * What a post to a full queue of this channel does. Inherited when not set.
		 */
		private @Nullable OverflowPolicy overflow;

		/**
		 * Maximum time that a post to a full queue of this channel waits for room when it
		 * may block. Inherited when not set.
		 */
		private @Nullable Duration blockTimeout;

		public @Nullable Integer getCapacity() {
			return this.capacity;
		}

		public void setCapacity(@Nullable Integer capacity) {
			this.capacity = capacity;
		}

		public @Nullable OverflowPolicy getOverflow() {
			return this.overflow;
		}

		public void setOverflow(@Nullable OverflowPolicy overflow) {
			this.overflow = overflow;
		}

		public @Nullable Duration getBlockTimeout() {
			return this.blockTimeout;
		}

		public void setBlockTimeout(@Nullable Duration blockTimeout) {
			this.blockTimeout = blockTimeout;
		}

	}

}

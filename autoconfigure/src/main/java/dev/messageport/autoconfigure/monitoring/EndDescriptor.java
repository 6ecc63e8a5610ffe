package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;

/**
 * Description of one end of a channel. What is counted is absent once the end has closed
 * and nothing waits there.
 *
 * @param kind {@link NamedDescriptor.Kind#END}
 * @param name the name of the port, such as {@code pricing.port2}
 * @param owners the beans that take it, absent if the channel is not declared
 * @param listeners its {@code @PortListener} methods and what was registered by program,
 * absent if the channel is not declared
 * @param state where it is
 * @param queued how many messages wait there
 * @param highWaterMark how many messages have waited at most at a time
 * @param capacity how many messages can wait, absent if there is no bound
 * @param posted how many messages were posted to it
 * @param delivered how many of them were taken from the queue
 * @param discarded how many of them were discarded unread
 * @param failed how many errors of its listeners there were
 * @param lastError the class of the last error, absent if there was none
 * @param age how long ago its channel was created
 * @param oldestWaiting how long at least the oldest message has waited, absent if none
 * does
 * @param closeReason why it was closed, absent while it is open
 */
public record EndDescriptor(Kind kind, String name, @Nullable List<OwnerDescriptor> owners,
		@Nullable List<ListenerDescriptor> listeners, State state, int queued, @Nullable Long highWaterMark,
		@Nullable Integer capacity, @Nullable Long posted, @Nullable Long delivered, @Nullable Long discarded,
		@Nullable Long failed, @Nullable String lastError, @Nullable Duration age, @Nullable Duration oldestWaiting,
		@Nullable CloseReason closeReason) implements NamedDescriptor {

	/**
	 * Where an end is.
	 */
	public enum State {

		/**
		 * Its channel has not been created yet.
		 */
		NOT_CREATED,

		/**
		 * A port owns it that is started.
		 */
		STARTED,

		/**
		 * A port owns it that is not started, or paused.
		 */
		STOPPED,

		/**
		 * A message carries it that nobody has taken yet.
		 */
		IN_TRANSIT,

		/**
		 * It was closed, and messages wait there still.
		 */
		CLOSING,

		/**
		 * It was closed, and nothing waits there.
		 */
		CLOSED

	}

}

package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;

import dev.messageport.ChannelSide;

/**
 * What the watch says.
 *
 * @param logger where it says it
 * @param listeners the listeners of the application context of the statistics
 */
record WatchLog(Log logger, ListenersAt listeners) {

	/**
	 * Report a listener that has been running for long.
	 * @param side where
	 * @param nanos for how long
	 * @param stack what it is doing
	 */
	void slow(SideStatistics side, long nanos, SlowListener stack) {
		this.logger.warn("A listener of port '" + side.side().name() + "' has been handling one message for "
				+ describe(nanos) + " or longer; " + side.queued() + " more wait for it. " + listenersAt(side)
				+ " See the stack for what it is doing. If that is right, raise"
				+ " 'messageport.monitoring.slow-handler'. Further ports of channel '" + side.channel().name()
				+ "' are not reported until it returns", stack);
	}

	void slowIsOver(Incident incident) {
		this.logger.info("No listener " + ofChannel(incident) + " takes too long any more, after about "
				+ describe(incident.longest()));
	}

	/**
	 * Report messages that have waited for long.
	 * @param side where
	 * @param nanos for how long
	 */
	void old(SideStatistics side, long nanos) {
		long queued = side.queued();
		this.logger.warn(queued + ((queued != 1) ? " messages wait" : " message waits") + " at port '"
				+ side.side().name() + "', the oldest for " + describe(nanos) + " or longer. " + whyTheyWait(side)
				+ " If that is right, raise 'messageport.monitoring.old-queue'. Further ports of channel '"
				+ side.channel().name() + "' are not reported until these messages have been taken");
	}

	void oldIsOver(Incident incident) {
		this.logger.info("No message " + ofChannel(incident) + " waits too long any more, after about "
				+ describe(incident.longest()));
	}

	void failed(Throwable error) {
		this.logger.error("The watch over ports has failed, and goes on with its next tick", error);
	}

	private static String ofChannel(Incident incident) {
		int others = incident.most() - 1;
		return "of port '" + incident.port() + "'"
				+ ((others > 0) ? ", and of up to " + others + " other ports of its channel," : "");
	}

	private String listenersAt(SideStatistics side) {
		ChildContext origin = side.origin();
		List<String> found = ((origin != null) ? origin.listeners() : this.listeners).find(side.side());
		return found.isEmpty() ? "It is not a @PortListener." : "Registered there: " + String.join("; ", found) + ".";
	}

	private String whyTheyWait(SideStatistics side) {
		if (side.side().state() == ChannelSide.State.IN_TRANSIT) {
			return "The port is in a message that itself waits: look at where it was sent.";
		}
		if (!side.side().isStarted()) {
			return "The port is not started: call start() or onMessage(..) on it, resume its listener if that was paused,"
					+ " or close it if nobody needs the messages.";
		}
		return "The port is started: its listener takes longer than messages take to come, has not returned, or does"
				+ " not get a thread. " + listenersAt(side);
	}

	private static String describe(long nanos) {
		Duration duration = Duration.ofNanos(nanos);
		if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
			return duration.toMillis() + " ms";
		}
		if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
			return duration.toSeconds() + " s";
		}
		return duration.toMinutes() + " min";
	}

}

package dev.messageport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Reports ports that were garbage-collected without having been closed (G2), once for
 * each name of a channel.
 */
final class Leaks {

	private static final System.Logger logger = System.getLogger(Leaks.class.getName());

	/**
	 * Names are few; this is for those who make one up for each channel.
	 */
	private static final int MAX_NAMES = 1_000;

	private final LeakDetection level;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	Leaks(LeakDetection level) {
		this.level = level;
	}

	/**
	 * Note where a channel was created, if a report is to say so.
	 * @return the stack, or {@code null}
	 */
	@Nullable Throwable creation() {
		return (this.level == LeakDetection.ADVANCED) ? new CreationStack() : null;
	}

	void report(Side side) {
		if (this.level == LeakDetection.OFF) {
			return;
		}
		ChannelObserver observer = side.config.observer();
		if (observer != null) {
			observer.leaked(side);
		}
		if (this.reported.size() >= MAX_NAMES || !this.reported.add(side.channel())) {
			return;
		}
		Throwable creation = side.creation();
		logger.log(System.Logger.Level.WARNING, "Port " + side.name() + " was garbage-collected without having been"
				+ " closed, which closes it now. Close a port when it is no longer needed; or keep a reference to it,"
				+ " or give it a message listener, while it is. Further leaks of channel '" + side.channel()
				+ "' are not reported"
				+ ((creation != null) ? "" : "; leak detection ADVANCED tells where a channel was created"), creation);
	}

	/**
	 * Where a channel was created; never thrown.
	 */
	private static final class CreationStack extends Exception {

		private static final long serialVersionUID = 1L;

		CreationStack() {
			super("The channel was created here");
		}

	}

}

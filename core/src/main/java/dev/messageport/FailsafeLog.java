package dev.messageport;

/**
 * Logs in places where a log that fails would keep others from what is due to them: it
 * has nowhere to say so.
 */
final class FailsafeLog {

	private FailsafeLog() {
	}

	/**
	 * Log an error, or do nothing.
	 * @param logger where to
	 * @param message what has failed
	 * @param error why
	 */
	static void error(System.Logger logger, String message, Throwable error) {
		try {
			logger.log(System.Logger.Level.ERROR, message, error);
		}
		catch (Throwable ex) {
			// See above
		}
	}

}

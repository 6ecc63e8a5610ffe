package dev.messageport;

import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Counts what the library logs. An error there is a violation: all errors of listeners go
 * to the error handler of the soak.
 */
final class SoakLogs extends Handler {

	private static final Logger logger = Logger.getLogger("dev.messageport");

	final AtomicLong warnings = new AtomicLong();

	private final Violations violations;

	SoakLogs(Violations violations) {
		this.violations = violations;
	}

	void install() {
		logger.setUseParentHandlers(false);
		logger.addHandler(this);
	}

	@Override
	public void publish(LogRecord logged) {
		if (logged.getLevel() == Level.WARNING) {
			this.warnings.incrementAndGet();
		}
		else if (logged.getLevel() == Level.SEVERE) {
			this.violations.report("logged as an error: " + new SimpleFormatter().format(logged));
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

}

package dev.messageport.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What this library logs while this is open, as far as it contains a text. Reads the log
 * at its source: an application that another test has closed takes the way to the console
 * with it.
 */
final class LibraryLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger("dev.messageport");

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	private final String text;

	LibraryLog(String text) {
		this.text = text;
		this.logger.addHandler(this);
		this.logger.setUseParentHandlers(false);
	}

	@Override
	public void publish(LogRecord logged) {
		if (logged.getMessage().contains(this.text)) {
			this.records.add(logged);
		}
	}

	List<LogRecord> records() {
		return this.records;
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

}

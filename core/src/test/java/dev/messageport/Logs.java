package dev.messageport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.jspecify.annotations.Nullable;

/**
 * What this library logs while this is open. Keeps it off the console.
 */
final class Logs extends Handler implements AutoCloseable {

	private final Logger logger;

	private final List<LogRecord> records = new CopyOnWriteArrayList<>();

	/**
	 * Apart, because ports that other tests have forgotten are collected at any time. So
	 * is what their executors say to that, which have been shut down.
	 */
	private final List<LogRecord> leaks = new CopyOnWriteArrayList<>();

	private volatile @Nullable Error failure;

	private Logs(Logger logger) {
		this.logger = logger;
	}

	static Logs capture() {
		Logs logs = new Logs(Logger.getLogger("dev.messageport"));
		logs.logger.addHandler(logs);
		logs.logger.setUseParentHandlers(false);
		return logs;
	}

	void throwInPlaceOfLogging(Error failure) {
		this.failure = failure;
	}

	@Override
	public void publish(LogRecord logged) {
		Error present = this.failure;
		if (present != null) {
			throw present;
		}
		(isOfTheForgotten(logged) ? this.leaks : this.records).add(logged);
	}

	private static boolean isOfTheForgotten(LogRecord logged) {
		return logged.getLoggerName().equals(Leaks.class.getName())
				|| (logged.getLoggerName().equals(Dispatcher.class.getName())
						&& Thread.currentThread().getName().equals("messageport-collected-ports"));
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

	List<String> warnings() {
		return messages(this.records, Level.WARNING);
	}

	List<String> errors() {
		return messages(this.records, Level.SEVERE);
	}

	/**
	 * Return the reports of leaks, those of other tests among them.
	 * @return the messages
	 */
	List<String> leaks() {
		return messages(this.leaks, Level.WARNING);
	}

	/**
	 * Return what was logged with the reports of leaks.
	 * @return where channels were created, each {@code null} if that was not noted
	 */
	List<Throwable> creations() {
		return this.leaks.stream().map(LogRecord::getThrown).toList();
	}

	List<Throwable> thrown() {
		return this.records.stream().map(LogRecord::getThrown).toList();
	}

	private static List<String> messages(List<LogRecord> records, Level level) {
		SimpleFormatter formatter = new SimpleFormatter();
		return records.stream().filter((logged) -> logged.getLevel() == level).map(formatter::formatMessage).toList();
	}

}

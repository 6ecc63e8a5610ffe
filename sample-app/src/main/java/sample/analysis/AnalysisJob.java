package sample.analysis;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import sample.analysis.AnalysisMessage.Accepted;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Progress;

import dev.messageport.MessagePort;

/**
 * One text, one port, one run. Whatever happens, the port is closed at the end of it:
 * that is how the client learns that no more answers come.
 */
final class AnalysisJob {

	private static final Log logger = LogFactory.getLog(AnalysisJob.class);

	/**
	 * A client that has gone is noticed when something is posted to it; so there is
	 * always something to post.
	 */
	private static final long PROGRESS_EVERY = Duration.ofMillis(250).toNanos();

	private static final int BUFFER = 32 * 1024;

	private final long number;

	private final AnalyzeText order;

	private final MessagePort port;

	private final TextStatistics statistics;

	private long started;

	private long posted;

	AnalysisJob(long number, AnalyzeText order, MessagePort port, AnalysisProperties properties) {
		this.number = number;
		this.order = order;
		this.port = port;
		this.statistics = new TextStatistics(properties);
	}

	Accepted accepted(int ahead) {
		return new Accepted(this.number, this.order.title(), ahead);
	}

	/**
	 * Do the work, on the thread of a worker.
	 * @param archive the port to the archive
	 * @return how it ended
	 */
	Outcome run(MessagePort archive) {
		this.started = System.nanoTime();
		this.posted = this.started;
		try {
			return read() ? report(archive) : stopped();
		}
		catch (InterruptedException | IOException | RuntimeException ex) {
			return failed(ex);
		}
		finally {
			this.port.close();
		}
	}

	/**
	 * Read the text to its end, or until nobody is there any more to read it for.
	 */
	private boolean read() throws IOException, InterruptedException {
		if (this.port.isClosed()) {
			return false;
		}
		try (CountingInputStream bytes = new CountingInputStream(this.order.text().getInputStream());
				Reader reader = new InputStreamReader(bytes, this.order.charset())) {
			char[] buffer = new char[BUFFER];
			for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
				this.statistics.append(buffer, length);
				if (this.port.isClosed() || !postProgressFromTimeToTime(bytes.count())) {
					return false;
				}
				if (Thread.interrupted()) {
					throw new InterruptedException("The application is shutting down");
				}
			}
			this.statistics.endOfText();
			return postProgress(bytes.count());
		}
	}

	private boolean postProgressFromTimeToTime(long bytes) {
		long now = System.nanoTime();
		if (now - this.posted < PROGRESS_EVERY) {
			return true;
		}
		this.posted = now;
		return postProgress(bytes);
	}

	private boolean postProgress(long bytes) {
		long percent = (this.order.bytes() > 0) ? Math.min(100, 100 * bytes / this.order.bytes()) : 100;
		return this.port
			.postMessage(new Progress((int) percent, bytes, this.statistics.linesSeen(), this.statistics.wordsSeen()));
	}

	private Outcome report(MessagePort archive) {
		Counts counts = this.statistics.counts(this.order.bytes(), elapsed().toMillis());
		AnalysisResult result = new AnalysisResult(this.number, this.order.title(), this.statistics.words(),
				this.statistics.lines(), counts);
		if (this.order.archive()) {
			archive.postMessage(result);
		}
		this.port.postMessage(result.words());
		this.port.postMessage(result.lines());
		if (!this.port.postMessage(result.counts())) {
			return stopped();
		}
		logger.info("Analysis " + this.number + " of " + this.order.title() + ": done, " + counts.words() + " words in "
				+ counts.lines() + " lines, after " + counts.millis() + " ms");
		return Outcome.DONE;
	}

	private Outcome stopped() {
		logger.info("Analysis " + this.number + " of " + this.order.title() + ": client hung up, stopped after "
				+ this.statistics.linesSeen() + " lines and " + elapsed().toMillis() + " ms");
		return Outcome.HUNG_UP;
	}

	/**
	 * Close the port with the cause, unless that has closed already: a client that hangs
	 * up takes its text away, which may be noticed as a failure to open it.
	 */
	private Outcome failed(Exception ex) {
		if (this.port.isClosed()) {
			return stopped();
		}
		this.port.close(ex);
		logger.warn("Analysis " + this.number + " of " + this.order.title() + ": failed after "
				+ this.statistics.linesSeen() + " lines", ex);
		return Outcome.FAILED;
	}

	private Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.started);
	}

}

package sample.tour;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import sample.analysis.AnalyzeText;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * What a scene is played with: the text, waiting that ends, and somebody who writes down
 * what goes over which port.
 *
 * @param prefix how each line of the scene starts
 * @param timeout how long to wait for something
 */
record Stage(String prefix, Duration timeout) {

	private static final Log logger = LogFactory.getLog(Tour.class);

	private static final Resource TEXT = new ClassPathResource("tour.txt");

	/**
	 * Write down that something went over a port: the one on the side of the scene.
	 */
	void log(String from, String to, MessagePort port, String what) {
		log(from + " -> " + to + " (" + port.name() + "): " + what);
	}

	void log(String what) {
		logger.info(this.prefix + " | " + what);
	}

	/**
	 * Order the analysis of the bundled text. Its result goes to where the scene wants
	 * it, and not to the archive on the usual way.
	 */
	AnalyzeText order(String title) throws IOException {
		return new AnalyzeText(title, TEXT, StandardCharsets.UTF_8, TEXT.contentLength(), false);
	}

	MessageEvent receive(MessagePort port) throws InterruptedException, TimeoutException {
		MessageEvent event = port.receive(this.timeout);
		if (event == null) {
			throw new TimeoutException("Nothing came to port '" + port.name() + "' within " + this.timeout
					+ (port.isClosed() ? ": it is closed" : ""));
		}
		return event;
	}

	/**
	 * Wait for an answer.
	 * @param <T> its type
	 * @param port the port it comes to
	 * @param type its type
	 * @return the answer
	 */
	<T> T receive(MessagePort port, Class<T> type) throws InterruptedException, TimeoutException {
		return Objects.requireNonNull(receive(port).data(type), "The answer must not be null");
	}

	String kindOf(MessageEvent event) {
		Object data = event.data();
		return (data != null) ? data.getClass().getSimpleName() : "null";
	}

	void await(CountDownLatch latch, String what) throws InterruptedException, TimeoutException {
		if (!latch.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new TimeoutException("Waited for " + what + " for " + this.timeout);
		}
	}

}

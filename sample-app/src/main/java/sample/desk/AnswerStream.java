package sample.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import sample.analysis.AnalysisMessage.Counts;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Writes what comes over a port as lines of JSON. The end of the one is the end of the
 * other: when the port closes, the response is complete, and when the client hangs up,
 * which shows as a line that cannot be written, the port is closed and the worker stops.
 */
final class AnswerStream {

	private static final Log logger = LogFactory.getLog(AnswerStream.class);

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	/**
	 * Never times out: the work takes as long as it takes, and a line is written several
	 * times a second.
	 */
	private final ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);

	private final MessagePort port;

	private final JsonMapper mapper;

	private boolean complete;

	AnswerStream(MessagePort port, JsonMapper mapper) {
		this.port = port;
		this.mapper = mapper;
	}

	/**
	 * Begin to listen. The handlers are set before the port is started, so that none of
	 * them misses anything. Lines are written on the thread that delivers them; that is
	 * all right because they are few, and fit into the buffers of the connection.
	 * @param first the answer that has been received already
	 * @return the emitter
	 */
	ResponseBodyEmitter begin(MessageEvent first) throws IOException {
		this.emitter.onCompletion(this.port::close);
		this.emitter.onError((ex) -> this.port.close());
		write(first.data());
		this.port.onClose(this::onClose);
		this.port.onMessage(this::onMessage);
		return this.emitter;
	}

	private void onMessage(MessageEvent event) {
		try {
			write(event.data());
			this.complete |= event.data() instanceof Counts;
		}
		catch (IOException ex) {
			logger.debug("The client has hung up", ex);
			this.port.close();
		}
	}

	/**
	 * Complete the response, once everything before the close has been written. Should
	 * the worker have closed too early, the client is told so: the status was sent long
	 * ago.
	 */
	private void onClose(CloseEvent event) throws IOException {
		if (!this.complete) {
			write(new Failed((event.cause() != null) ? "The analysis has failed; the log of the server says why"
					: "The analysis has gone: " + event.reason()));
		}
		this.emitter.complete();
	}

	private void write(@Nullable Object message) throws IOException {
		this.emitter.send(this.mapper.writeValueAsString(message) + '\n', TEXT);
	}

	/**
	 * The last line of an answer that is not complete.
	 *
	 * @param detail what happened
	 */
	@JsonTypeInfo(use = Id.NAME, property = "type")
	@JsonTypeName("failed")
	record Failed(String detail) {

	}

}

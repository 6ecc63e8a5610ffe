package sample.desk;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import sample.archive.ArchiveContents;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Texts come in, answers go out.
 */
@RestController
@RequestMapping("/analyses")
class AnalysisController {

	private final Spool spool;

	private final FrontDesk frontDesk;

	private final ArchiveDesk archiveDesk;

	private final DeskProperties properties;

	private final JsonMapper mapper;

	AnalysisController(Spool spool, FrontDesk frontDesk, ArchiveDesk archiveDesk, DeskProperties properties,
			JsonMapper mapper) {
		this.spool = spool;
		this.frontDesk = frontDesk;
		this.archiveDesk = archiveDesk;
		this.properties = properties;
		this.mapper = mapper;
	}

	/**
	 * Analyze the body. It is taken as a stream, and no request parameter is looked at:
	 * {@code curl} calls any body a form, and a parameter would have it read as one, into
	 * memory.
	 */
	@PostMapping
	ResponseEntity<ResponseBodyEmitter> analyze(InputStream body, @RequestHeader HttpHeaders headers)
			throws IOException, InterruptedException {
		if (headers.getContentLength() > this.properties.maxSize().toBytes()) {
			throw Refusals.tooLarge(this.properties.maxSize());
		}
		SpooledText text = this.spool.spool(body, BodyCharset.of(headers));
		MessagePort port = order(text);
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_NDJSON)
			.body(new AnswerStream(port, this.mapper).begin(firstAnswer(port)));
	}

	/**
	 * Order the analysis. However it ends, the channel closes, and with it goes the text:
	 * both ends learn of it at once, also while messages wait.
	 */
	private MessagePort order(SpooledText text) {
		MessagePort port = this.frontDesk.order(text.order());
		port.closed().thenRun(text::delete);
		return port;
	}

	/**
	 * Wait for the first answer before the response begins, because it decides on the
	 * status. It comes at once, or else the port closes with a cause.
	 */
	private MessageEvent firstAnswer(MessagePort port) throws InterruptedException {
		MessageEvent answer = port.receive(this.properties.answerTimeout());
		if (answer == null) {
			CloseEvent closed = port.closed().toCompletableFuture().getNow(null);
			port.close();
			throw Refusals.busy((closed != null) ? closed.cause() : null);
		}
		return answer;
	}

	@GetMapping
	ArchiveContents list(@RequestParam(defaultValue = "20") int limit) throws InterruptedException {
		if (limit < 0) {
			throw Refusals.badLimit(limit);
		}
		ArchiveContents contents = this.archiveDesk.list(limit);
		if (contents == null) {
			throw Refusals.archiveSilent();
		}
		return contents;
	}

}

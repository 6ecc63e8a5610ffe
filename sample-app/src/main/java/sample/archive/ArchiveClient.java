package sample.archive;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import sample.analysis.AnalysisMessage;
import sample.analysis.AnalysisMessage.Accepted;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Lines;
import sample.analysis.AnalysisMessage.Words;
import sample.analysis.AnalysisResult;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * One who has handed over a port. It may ask what there is, and it may be the analysis
 * itself: then its partial results are put together. There is no lock here, because the
 * listeners of one port never run at the same time.
 */
final class ArchiveClient {

	private static final Log logger = LogFactory.getLog(ArchiveClient.class);

	private final Shelf shelf;

	private @Nullable Accepted accepted;

	private @Nullable Words words;

	private @Nullable Lines lines;

	ArchiveClient(Shelf shelf) {
		this.shelf = shelf;
	}

	/**
	 * Start to listen. Nobody has to keep the port: with a listener it lives for as long
	 * as the other end does.
	 */
	void listenTo(MessagePort port) {
		port.onMessage(this::onMessage);
	}

	private void onMessage(MessageEvent event) {
		Object message = event.data();
		if (message instanceof ListResults question) {
			event.target().postMessage(this.shelf.list(question));
		}
		else if (message instanceof AnalysisMessage part) {
			collect(part, event.target());
		}
		else {
			logger.warn("Cannot make anything of what came to port '" + event.target().name() + "': " + message);
		}
	}

	private void collect(AnalysisMessage part, MessagePort port) {
		if (part instanceof Accepted first) {
			this.accepted = first;
		}
		else if (part instanceof Words some) {
			this.words = some;
		}
		else if (part instanceof Lines some) {
			this.lines = some;
		}
		else if (part instanceof Counts last && this.accepted != null && this.words != null && this.lines != null) {
			this.shelf.put(
					new AnalysisResult(this.accepted.analysis(), this.accepted.title(), this.words, this.lines, last),
					port);
		}
	}

}

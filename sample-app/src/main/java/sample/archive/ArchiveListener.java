package sample.archive;

import java.util.List;

import org.springframework.stereotype.Component;
import sample.analysis.AnalysisResult;

import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;

/**
 * What the archive listens to: the results of the analysis, and new clients.
 */
@Component
class ArchiveListener {

	private final Shelf shelf;

	ArchiveListener(Shelf shelf) {
		this.shelf = shelf;
	}

	@PortListener("analysis-to-archive.port2")
	void keep(AnalysisResult result, MessagePort port) {
		this.shelf.put(result, port);
	}

	/**
	 * Listen to the ports that a message brings. They may have been underway for long and
	 * have a backlog: it is delivered once the client listens.
	 */
	@PortListener("desk-to-archive.port2")
	@PortListener("archive")
	void newClient(List<MessagePort> ports) {
		ports.forEach((port) -> new ArchiveClient(this.shelf).listenTo(port));
	}

}

package sample.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import sample.archive.ArchiveContents;
import sample.archive.ListResults;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * Asks the archive.
 */
@Component
class ArchiveDesk {

	private final MessageChannelFactory channels;

	private final MessagePort archive;

	private final DeskProperties properties;

	ArchiveDesk(MessageChannelFactory channels, @Qualifier("desk-to-archive.port1") MessagePort archive,
			DeskProperties properties) {
		this.channels = channels;
		this.archive = archive;
		this.properties = properties;
	}

	/**
	 * Ask on a port of its own, so that answers to several callers cannot be mixed up.
	 * The question is posted before the archive has got the port: it waits there. Closing
	 * the channel closes the end that is still here, and the archive sees that.
	 * @param limit how many results to ask for
	 * @return the answer, or {@code null} if none came in time
	 */
	@Nullable ArchiveContents list(int limit) throws InterruptedException {
		try (MessageChannel channel = this.channels.create("questions")) {
			MessagePort port = channel.port1();
			port.postMessage(new ListResults(limit));
			this.archive.postMessage(null, channel.port2());
			MessageEvent answer = port.receive(this.properties.answerTimeout());
			return (answer != null) ? answer.data(ArchiveContents.class) : null;
		}
	}

}

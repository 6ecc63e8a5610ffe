package sample.tour;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sample.analysis.AnalysisResult;
import sample.archive.ArchiveContents;
import sample.archive.ArchivedResult;
import sample.archive.ListResults;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * "Setting up a MessageChannel between two renderers": the desk makes a channel, sends
 * one end to the analysis and the other one to the archive, and is out of it.
 */
@Component
@Order(2)
class TwoModulesScene implements Scene {

	private static final String TITLE = "the text of the tour";

	private final MessageChannelFactory channels;

	private final MessagePortTemplate ports;

	TwoModulesScene(MessageChannelFactory channels, MessagePortTemplate ports) {
		this.channels = channels;
		this.ports = ports;
	}

	@Override
	public String title() {
		return "two modules";
	}

	@Override
	public void play(Stage stage) throws Exception {
		// Set up the channel.
		MessageChannel channel = this.channels.create("tour-two-modules");
		MessagePort port1 = channel.port1();
		MessagePort port2 = channel.port2();

		// Send a port to each module.
		stage.log("desk -> archive (endpoint): null + [" + port2.name() + "]");
		this.ports.post("archive", null, port2);
		stage.log("desk -> analysis (endpoint): AnalyzeText + [" + port1.name() + "]");
		this.ports.post("analysis", stage.order(TITLE), port1);

		// What goes from the one to the other is not seen here, only what comes of it.
		ArchivedResult archived = awaitResult(stage, port2.name());
		AnalysisResult result = archived.result();
		stage.log("analysis", "archive", port1, "the partial results of '" + result.title() + "', "
				+ result.counts().words() + " words in " + result.counts().lines() + " lines; desk not in between");
	}

	/**
	 * Ask the archive until it has got everything: it says nothing unasked.
	 */
	private ArchivedResult awaitResult(Stage stage, String port) throws Exception {
		long end = System.nanoTime() + stage.timeout().toNanos();
		try (MessageChannel channel = this.channels.create("tour-questions")) {
			this.ports.post("archive", null, channel.port2());
			while (System.nanoTime() < end) {
				channel.port1().postMessage(new ListResults(1));
				for (ArchivedResult result : stage.receive(channel.port1(), ArchiveContents.class).results()) {
					if (result.port().equals(port)) {
						return result;
					}
				}
				TimeUnit.MILLISECONDS.sleep(10);
			}
		}
		throw new TimeoutException("The archive has got no result by port '" + port + "' within " + stage.timeout());
	}

}

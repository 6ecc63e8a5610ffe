package sample.tour;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sample.archive.ArchiveContents;
import sample.archive.ListResults;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * "Here is a very brief example of what a MessagePort is and how it works."
 */
@Component
@Order(1)
class IntroductionScene implements Scene {

	private final MessageChannelFactory channels;

	private final MessagePortTemplate ports;

	IntroductionScene(MessageChannelFactory channels, MessagePortTemplate ports) {
		this.channels = channels;
		this.ports = ports;
	}

	@Override
	public String title() {
		return "introduction";
	}

	@Override
	public void play(Stage stage) throws Exception {
		// Ports are made in pairs: what is posted on the one comes to the other.
		try (MessageChannel channel = this.channels.create("tour-introduction")) {
			MessagePort port1 = channel.port1();
			MessagePort port2 = channel.port2();

			// Nobody listens yet, and nobody has to: the message waits.
			port2.postMessage(new ListResults(3));
			stage.log("desk", "?", port2,
					"ListResults, while nobody listens: " + port1.queued() + " message waits at " + port1.name());

			// The other end goes to another module, with the message that waits there.
			this.ports.post("archive", null, port1);
			stage.log("desk -> archive (endpoint): null + [" + port1.name() + "], of no use here any more: detached="
					+ port1.isDetached());

			// The archive listens to it now, which starts it.
			ArchiveContents answer = stage.receive(port2, ArchiveContents.class);
			stage.log("archive", "desk", port2, "ArchiveContents, " + answer.held() + " of " + answer.capacity());
		}
	}

}

package sample.tour;

import java.util.concurrent.CountDownLatch;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sample.archive.ListResults;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * "Communicating directly between the main process and the main world of a
 * context-isolated page": the desk reaches only the preload script, which forwards the
 * port that it gets, without having started it, to where the desk cannot reach.
 */
@Component
@Order(5)
class PreloadScene implements Scene {

	private final MessageChannelFactory channels;

	private final MessagePortTemplate ports;

	PreloadScene(MessageChannelFactory channels, MessagePortTemplate ports) {
		this.channels = channels;
		this.ports = ports;
	}

	@Override
	public String title() {
		return "isolated page";
	}

	@Override
	public void play(Stage stage) throws Exception {
		CountDownLatch preloadGone = new CountDownLatch(1);
		CountDownLatch answers = new CountDownLatch(3);
		MessageChannel toPreload = this.channels.create("tour-preload");
		toPreload.port2().onClose((event) -> {
			stage.log("desk", "preload", toPreload.port2(), "close (" + event.reason() + ")");
			preloadGone.countDown();
		});
		toPreload.port2().onMessage((event) -> forward(event, stage));

		try (MessageChannel channel = this.channels.create("tour-main-world")) {
			MessagePort port1 = channel.port1();
			MessagePort port2 = channel.port2();

			// It is all right to post before the other end has a listener.
			port2.postMessage(new ListResults(0));
			port2.postMessage(new ListResults(1));

			// The answers of the main world come here.
			port2.onMessage((event) -> answers.countDown());

			// The preload script gets this message, and transfers the port to the main
			// world.
			stage.log("desk", "preload", toPreload.port1(), "'main-world-port' + [" + port1.name() + "]");
			toPreload.port1().postMessage("main-world-port", port1);

			// The preload script may go: the port is not tied to the way that it took.
			toPreload.port1().close();
			stage.await(preloadGone, "the close of the port to the preload script");
			port2.postMessage(new ListResults(2));
			stage.await(answers, "three answers");
			stage.log("main world", "desk", port2,
					"3 answers, to 2 questions from before the journey and 1 after the preload script had gone");
		}
	}

	/**
	 * The preload script. It neither reads nor starts what it forwards, so the backlog
	 * goes along.
	 */
	private void forward(MessageEvent event, Stage stage) {
		MessagePort port = event.ports().get(0);
		stage.log("preload", "main world", port,
				"forwarded with a backlog of " + port.queued() + ", started=" + port.isStarted());
		this.ports.post("archive", event.data(), port);
	}

}

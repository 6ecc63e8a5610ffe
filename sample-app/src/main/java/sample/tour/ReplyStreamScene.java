package sample.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sample.analysis.AnalysisMessage.Words;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * "Reply streams": one request with a port, any number of answers, and the close of the
 * port says that there are no more.
 */
@Component
@Order(4)
class ReplyStreamScene implements Scene {

	private final MessageChannelFactory channels;

	private final MessagePortTemplate ports;

	ReplyStreamScene(MessageChannelFactory channels, MessagePortTemplate ports) {
		this.channels = channels;
		this.ports = ports;
	}

	@Override
	public String title() {
		return "reply stream";
	}

	@Override
	public void play(Stage stage) throws Exception {
		MessageChannel channel = this.channels.create("tour-reply");
		MessagePort port1 = channel.port1();
		MessagePort port2 = channel.port2();

		// Send one end to the worker ...
		stage.log("desk -> analysis (endpoint): AnalyzeText + [" + port2.name() + "]");
		this.ports.post("analysis", stage.order("the text of the tour"), port2);

		// ... and hang on to the other end. The worker will post messages to its end, and
		// close it when it is finished.
		List<String> answers = new ArrayList<>();
		CountDownLatch closed = new CountDownLatch(1);
		port1.onClose((event) -> {
			stage.log("analysis", "desk", port1, "close (" + event.reason() + ") after " + answers);
			closed.countDown();
		});
		port1.onMessage((event) -> {
			answers.add(stage.kindOf(event));
			if (event.data() instanceof Words words) {
				stage.log("analysis", "desk", port1, "Words " + words.top().subList(0, 3));
			}
		});
		stage.await(closed, "the end of the answers");
	}

}

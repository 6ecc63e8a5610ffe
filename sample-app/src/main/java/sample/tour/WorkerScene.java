package sample.tour;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import sample.analysis.AnalysisMessage.Counts;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * "Worker process": the client asks the desk for a channel to a worker, the desk makes
 * one and hands out both ends, and the two talk "without going through the main process".
 */
@Component
@Order(3)
class WorkerScene implements Scene {

	private final MessagePortTemplate ports;

	WorkerScene(MessagePortTemplate ports) {
		this.ports = ports;
	}

	@Override
	public String title() {
		return "worker";
	}

	@Override
	public void play(Stage stage) throws Exception {
		try (MessagePort desk = this.ports.connect("desk")) {
			// Request that the desk sends a channel to communicate with the worker.
			stage.log("client", "desk", desk, "AnalyzeText");
			desk.postMessage(stage.order("the text of the tour"));

			// The desk has sent one end to the worker, and here comes the other one.
			MessageEvent provided = stage.receive(desk);
			MessagePort worker = provided.ports().get(0);
			stage.log("desk", "client", desk, "[" + worker.name() + "], whose other end the analysis has got");

			// Listen to what the worker has to say.
			AtomicInteger answers = new AtomicInteger();
			CountDownLatch counted = new CountDownLatch(1);
			worker.onMessage((event) -> {
				answers.incrementAndGet();
				if (event.data() instanceof Counts counts) {
					stage.log("analysis", "client", worker, answers + " messages, at last " + counts);
					counted.countDown();
				}
			});
			stage.await(counted, "the counts");
		}
	}

}

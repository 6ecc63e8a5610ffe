package guide;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/conversations.md}.
 */
class ConversationsGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel channel = this.channels.create("talk");

	private final MessagePort client = this.channel.port1();

	private final MessagePort desk = this.channel.port2();

	private final MessageChannel work = this.channels.create("work");

	private final MessagePort worker = this.work.port1();

	private final MessagePort workerEnd = this.work.port2();

	private final List<String> log = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.channel.close();
		this.work.close();
	}

	@Test
	void oneAnswer() {
		// tag::request[]
		this.desk.onMessage((event) -> event.reply("hello " + event.data()));

		CompletableFuture<String> answer = this.client.request("ada", String.class);
		// end::request[]
		assertThat(answer).succeedsWithin(SOON).isEqualTo("hello ada");
	}

	@Test
	void manyAnswers() {
		// tag::stream[]
		this.desk.onMessage((event) -> event.reply(numbers()));

		Flow.Publisher<Integer> numbers = this.client.requestStream("numbers, please", Integer.class);
		// end::stream[]
		assertThat(JdkFlowAdapter.flowPublisherToFlux(numbers).collectList().block(SOON)).containsExactly(1, 2, 3);
	}

	@Test
	void byHand() {
		// tag::by-hand[]
		this.desk.onMessage((event) -> {
			MessagePort reply = event.replyPort();
			// The worker answers in our place
			this.worker.postMessage(event.data(), reply);
		});
		this.workerEnd.onMessage((event) -> {
			MessagePort reply = event.ports().get(0);
			reply.postMessage("done: " + event.data());
			reply.close();
		});
		// end::by-hand[]
		assertThat(this.client.request("work", String.class)).succeedsWithin(SOON).isEqualTo("done: work");
	}

	@Test
	void closeEvent() {
		// tag::close[]
		this.client.onClose((event) -> this.log.add("closed: " + event.reason()));
		this.client.onMessage((event) -> this.log.add("message: " + event.data()));
		this.desk.postMessage("last words");
		this.desk.close();
		// end::close[]
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(this.log).containsExactly("message: last words", "closed: PEER"));
	}

	private static Flow.Publisher<Integer> numbers() {
		return JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2, 3));
	}

}

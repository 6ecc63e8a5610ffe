package sample.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import sample.EndlessText;
import sample.analysis.AnalysisMessage.Accepted;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Lines;
import sample.analysis.AnalysisMessage.Progress;
import sample.analysis.AnalysisMessage.Words;

import dev.messageport.CloseEvent;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ExtendWith(OutputCaptureExtension.class)
class AnalysisListenerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel archive = this.channels.create("archive");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AnalysisProperties properties = new AnalysisProperties(1, 1, 100, 3);

	private final Workers workers = new Workers(this.properties);

	private final AnalysisListener listener = new AnalysisListener(this.workers, this.properties, this.archive.port1(),
			this.meters);

	@AfterEach
	void close() throws InterruptedException {
		this.workers.destroy();
	}

	@Test
	void answersInOrderAndClosesThePort() throws InterruptedException {
		MessagePort port = order(text("to be or not to be"), true);
		assertThat(receiveAll(port)).extracting(Object::getClass)
			.isEqualTo(List.of(Accepted.class, Progress.class, Words.class, Lines.class, Counts.class));
		assertThat(port.isClosed()).isTrue();
		assertThat(this.archive.port2().receive(LONG).data(AnalysisResult.class).counts().words()).isEqualTo(6);
		assertOutcome("done");
	}

	@Test
	void sendsNothingToTheArchiveUnlessTold() throws InterruptedException {
		assertThat(receiveAll(order(text("a"), false))).hasSize(5);
		assertThat(this.archive.port2().queued()).isZero();
	}

	@Test
	void stopsWhenTheClientHangsUp(CapturedOutput output) throws InterruptedException {
		MessagePort port = order(new EndlessText(), true);
		assertThat(port.receive(LONG).data(Accepted.class).ahead()).isZero();
		assertThat(port.receive(LONG).data(Progress.class).lines()).isPositive();
		port.close();
		assertOutcome("hung-up");
		assertThat(output).contains("client hung up, stopped after");
		assertThat(this.archive.port2().queued()).isZero();
	}

	@Test
	void refusesWhatItHasNoRoomFor() throws InterruptedException {
		MessagePort read = order(new EndlessText(), false);
		MessagePort waiting = order(text("a"), false);
		MessagePort refused = order(text("a"), false);
		assertThat(refused.receive(LONG)).isNull();
		CloseEvent closed = refused.closed().toCompletableFuture().join();
		assertThat(closed.cause()).isInstanceOf(AnalysisRefusedException.class)
			.hasMessage("All workers are busy: at most 1 texts are read at a time, and 1 may wait");
		read.close();
		assertThat(receiveAll(waiting)).hasSize(5);
		Awaitility.await().untilAsserted(() -> assertThat(receiveAll(order(text("a"), false))).hasSize(5));
	}

	@Test
	void clientThatHangsUpWhileWaitingIsNotReadFor() throws InterruptedException {
		MessagePort read = order(new EndlessText(), false);
		order(new FileSystemResource("no-such-file"), false).close();
		read.close();
		Awaitility.await().until(() -> count("hung-up") == 2);
	}

	@Test
	void failureIsTheCauseOfTheClose() {
		MessagePort port = order(new FileSystemResource("no-such-file"), false);
		CloseEvent closed = port.closed().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
		assertThat(closed.cause()).isInstanceOf(IOException.class);
		assertOutcome("failed");
	}

	@Test
	void shutdownIsTheCauseOfTheClose() throws InterruptedException {
		MessagePort port = order(new EndlessText(), false);
		assertThat(port.receive(LONG)).isNotNull();
		assertThat(port.receive(LONG)).isNotNull();
		this.workers.destroy();
		assertThat(port.closed().toCompletableFuture().join().cause()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void orderWithoutPortIsAnError() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.listener.newClient(orderOf(text("a"), false), List.of()))
			.withMessage("An order has to come with one port for the answers, not with 0");
	}

	private MessagePort order(Resource text, boolean archived) {
		MessageChannel channel = this.channels.create("answers");
		this.listener.newClient(orderOf(text, archived), List.of(channel.port1()));
		return channel.port2();
	}

	private static AnalyzeText orderOf(Resource text, boolean archived) {
		return new AnalyzeText("a text", text, StandardCharsets.UTF_8, 0, archived);
	}

	private static Resource text(String text) {
		return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
	}

	private static List<Object> receiveAll(MessagePort port) throws InterruptedException {
		List<Object> received = new ArrayList<>();
		for (MessageEvent event = port.receive(LONG); event != null; event = port.receive(LONG)) {
			received.add(event.data());
		}
		return received;
	}

	private void assertOutcome(String outcome) {
		Awaitility.await().until(() -> count(outcome) == 1);
	}

	private double count(String outcome) {
		return this.meters.counter("sample.analyses", "outcome", outcome).count();
	}

}

package sample.archive;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import sample.analysis.AnalysisMessage.Accepted;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Lines;
import sample.analysis.AnalysisMessage.Words;
import sample.analysis.AnalysisResult;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

class ArchiveListenerTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Words WORDS = new Words(true, 0, 0, List.of());

	private static final Lines LINES = new Lines(List.of());

	private static final Counts COUNTS = new Counts(0, 0, 0, 0, 0);

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final ArchiveListener listener = new ArchiveListener(new Shelf(new ArchiveProperties(2)));

	private final MessagePort port = this.channels.create("results").port2();

	@Test
	void keepsTheLatestResults() throws InterruptedException {
		for (int i = 1; i <= 3; i++) {
			this.listener.keep(new AnalysisResult(i, "a text", WORDS, LINES, COUNTS), this.port);
		}
		ArchiveContents contents = ask(client(), 10);
		assertThat(contents.held()).isEqualTo(2);
		assertThat(contents.capacity()).isEqualTo(2);
		assertThat(contents.results()).extracting((kept) -> kept.result().analysis()).containsExactly(3L, 2L);
		assertThat(contents.results()).extracting(ArchivedResult::port).containsOnly("results.port2");
	}

	@Test
	void listsNoMoreThanAskedFor() throws InterruptedException {
		this.listener.keep(new AnalysisResult(1, "a text", WORDS, LINES, COUNTS), this.port);
		this.listener.keep(new AnalysisResult(2, "a text", WORDS, LINES, COUNTS), this.port);
		assertThat(ask(client(), 1).results()).extracting((kept) -> kept.result().analysis()).containsExactly(2L);
	}

	@Test
	void answersAQuestionThatWasPostedBeforeItGotThePort() throws InterruptedException {
		MessageChannel channel = this.channels.create("client");
		channel.port1().postMessage(new ListResults(1));
		this.listener.newClient(List.of(channel.port2()));
		assertThat(channel.port1().receive(LONG).data(ArchiveContents.class).held()).isZero();
	}

	@Test
	void putsPartialResultsTogether() throws InterruptedException {
		MessagePort analysis = client();
		for (Object part : List.of(new Accepted(7, "a text", 0), WORDS, LINES, COUNTS)) {
			analysis.postMessage(part);
		}
		ArchivedResult kept = ask(analysis, 1).results().get(0);
		assertThat(kept.result()).isEqualTo(new AnalysisResult(7, "a text", WORDS, LINES, COUNTS));
		assertThat(kept.port()).isEqualTo("client.port2");
	}

	@Test
	void staysWithAClientThatPostsNonsense() throws InterruptedException {
		MessagePort client = client();
		client.postMessage("nonsense");
		assertThat(ask(client, 1).held()).isZero();
	}

	private MessagePort client() {
		MessageChannel channel = this.channels.create("client");
		this.listener.newClient(List.of(channel.port2()));
		return channel.port1();
	}

	private static ArchiveContents ask(MessagePort client, int limit) throws InterruptedException {
		client.postMessage(new ListResults(limit));
		MessageEvent answer = client.receive(LONG);
		return answer.data(ArchiveContents.class);
	}

}

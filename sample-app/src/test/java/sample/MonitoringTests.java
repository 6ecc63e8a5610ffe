package sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Puts a load on the application and compares what Actuator shows of it with what the
 * clients have seen: to the message.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.tour.enabled=false")
@ExtendWith(OutputCaptureExtension.class)
class MonitoringTests {

	private static final int CLIENTS = 16;

	private static final int REQUESTS = 40;

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private MessageChannelFactory channels;

	@Autowired
	private JsonMapper mapper;

	@Test
	void figuresEqualWhatWasPosted() {
		// What is counted for a name vanishes with its last channel
		try (MessageChannel answers = this.channels.create("answers");
				MessageChannel questions = this.channels.create("questions")) {
			Client all = load().stream().reduce(new Client(), Client::plus);
			Map<String, Long> posted = Map.of("desk-to-analysis", all.texts, answers.name(), all.lines,
					"analysis-to-archive", all.texts - all.refused, "desk-to-archive", all.lists, questions.name(),
					2 * all.lists);
			assertThat(all.refused).isLessThan(all.texts);
			posted.forEach((channel, messages) -> {
				Awaitility.await("all of " + channel)
					.untilAsserted(() -> assertThat(scraped("delivered_messages_total", channel)).isEqualTo(messages));
				assertThat(scraped("posted_messages_total", channel)).as(channel).isEqualTo(messages);
				assertThat(scraped("queued_messages", channel)).as(channel).isZero();
				JsonNode shown = get("/actuator/messageports/" + channel).get("messages");
				assertThat(shown.get("posted").asLong()).as(channel).isEqualTo(messages);
				assertThat(shown.get("delivered").asLong()).as(channel).isEqualTo(messages);
				assertThat(shown.get("discarded").asLong()).as(channel).isZero();
				assertThat(shown.get("queued").asLong()).as(channel).isZero();
			});
			JsonNode totals = get("/actuator/messageports").at("/totals/messages");
			assertThat(totals.get("posted").asLong())
				.isEqualTo(posted.values().stream().mapToLong(Long::longValue).sum());
		}
	}

	@Test
	void traceOfARequestGoesWithItsMessagesToTheWorker(CapturedOutput output) {
		String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
		send(request("/analyses").header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
			.POST(BodyPublishers.ofString("one two three")));
		Awaitility.await()
			.untilAsserted(() -> assertThat(output.toString().lines())
				.anyMatch((line) -> line.contains(trace) && line.contains("done, 3 words")));
	}

	@Test
	void healthTellsOfTheQueues() {
		JsonNode health = get("/actuator/health").at("/components/messagePorts");
		assertThat(health.get("status").asString()).isEqualTo("UP");
		assertThat(health.at("/details/openPorts").asInt()).isGreaterThanOrEqualTo(6);
	}

	@Test
	void diagramIsThatOfTheGuide() throws IOException {
		String diagram = send("/actuator/messageports/diagram").body();
		assertThat(Files.readString(Path.of("..", "docs", "monitoring.md"))).contains("```mermaid\n" + diagram + "```");
	}

	private List<Client> load() {
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<CompletableFuture<Client>> clients = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				clients.add(CompletableFuture.supplyAsync(() -> new Client().work(), threads));
			}
			return clients.stream().map(CompletableFuture::join).toList();
		}
		finally {
			threads.shutdown();
		}
	}

	private long scraped(String meter, String channel) {
		Matcher line = Pattern.compile("(?m)^messageport_messages_" + meter + "\\{channel=\"" + channel + "\"} (\\S+)$")
			.matcher(send("/actuator/prometheus").body());
		assertThat(line.find()).as(meter + " of " + channel).isTrue();
		return (long) Double.parseDouble(line.group(1));
	}

	private JsonNode get(String path) {
		return this.mapper.readTree(send(path).body());
	}

	private HttpResponse<String> send(String path) {
		return send(request(path).GET());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		return this.client.sendAsync(request.build(), BodyHandlers.ofString()).join();
	}

	/**
	 * Somebody who has texts analyzed, looks into the archive now and then, and counts
	 * what comes back.
	 */
	private final class Client {

		private long texts;

		private long lists;

		private long lines;

		private long refused;

		Client work() {
			for (int i = 0; i < REQUESTS; i++) {
				if (i % 5 == 4) {
					assertThat(send("/analyses").statusCode()).isEqualTo(200);
					this.lists++;
				}
				else {
					analyze("one two three\n".repeat(ThreadLocalRandom.current().nextInt(1, 5_000)));
				}
			}
			return this;
		}

		Client plus(Client other) {
			this.texts += other.texts;
			this.lists += other.lists;
			this.lines += other.lines;
			this.refused += other.refused;
			return this;
		}

		private void analyze(String text) {
			HttpResponse<String> response = send(request("/analyses").POST(BodyPublishers.ofString(text)));
			this.texts++;
			if (response.statusCode() == 503) {
				this.refused++;
				return;
			}
			assertThat(response.body()).contains("\"type\":\"counts\"");
			this.lines += response.body().lines().count();
		}

	}

}

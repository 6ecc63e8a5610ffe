package sample.desk;

import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import sample.EndlessText;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "sample.tour.enabled=false",
		"sample.analysis.workers=1", "sample.analysis.queue=1", "sample.desk.answer-timeout=30s" })
class AnalysisControllerTests {

	private final HttpClient client = HttpClient.newHttpClient();

	private File folder;

	@LocalServerPort
	private int port;

	@BeforeEach
	void findFolder(@Autowired Spool spool) {
		this.folder = spool.folder().toFile();
	}

	@Test
	void textIsDeletedWhenItHasBeenAnalyzed() throws Exception {
		assertThat(post().statusCode()).isEqualTo(200);
		assertNoTextIsLeft();
	}

	@Test
	void busyAnalysisIsAProblemThatPasses(@Autowired FrontDesk desk) throws Exception {
		MessagePort read = desk.order(EndlessText.order());
		MessagePort waiting = desk.order(EndlessText.order());
		assertThat(waiting.receive(Duration.ofSeconds(30))).isNotNull();
		HttpResponse<String> response = post();
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(response.headers().firstValue("Retry-After")).contains("5");
		assertThat(response.body()).contains("at most 1 texts are read at a time, and 1 may wait");
		assertNoTextIsLeft();
		read.close();
		waiting.close();
		Awaitility.await().until(() -> post().statusCode() == 200);
	}

	@Test
	void textIsDeletedWhenTheClientHangsUpWhileItWaits(@Autowired FrontDesk desk) throws Exception {
		MessagePort read = desk.order(EndlessText.order());
		HttpResponse<InputStream> waiting = this.client.send(request(), BodyHandlers.ofInputStream());
		assertThat(waiting.statusCode()).isEqualTo(200);
		assertThat(this.folder.list()).hasSize(1);
		waiting.body().close();
		read.close();
		assertNoTextIsLeft();
	}

	@Test
	void answerThatIsNotCompleteEndsWithALineThatSaysSo(@Autowired FrontDesk desk) throws Exception {
		MessagePort read = desk.order(EndlessText.order());
		HttpResponse<Stream<String>> waiting = this.client.send(request(), BodyHandlers.ofLines());
		assertThat(this.folder.listFiles()).hasSize(1).allMatch(File::delete);
		read.close();
		assertThat(waiting.body().toList()).hasSize(2)
			.last()
			.isEqualTo("{\"type\":\"failed\","
					+ "\"detail\":\"The analysis has failed; the log of the server says why\"}");
	}

	private void assertNoTextIsLeft() {
		Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(this.folder).isEmptyDirectory());
	}

	private HttpResponse<String> post() throws Exception {
		return this.client.send(request(), BodyHandlers.ofString());
	}

	private HttpRequest request() {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/analyses"))
			.POST(BodyPublishers.ofString("a text"))
			.build();
	}

}

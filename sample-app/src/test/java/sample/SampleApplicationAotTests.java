package sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application as it was processed ahead of time by the build
 * ({@code spring-boot:process-aot}), in a JVM of its own.
 */
class SampleApplicationAotTests {

	@Test
	void processedApplicationAnalysesAndArchives(@TempDir Path directory) throws Exception {
		try (ApplicationProcess application = ApplicationProcess.start(directory, "-Dspring.aot.enabled=true")) {
			URI uri = URI.create("http://localhost:" + application.awaitPort() + "/analyses");
			assertThat(application.output()).contains("Starting AOT-processed SampleApplication");
			String answer = send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("One text.\nTwo lines.")));
			JsonMapper mapper = JsonMapper.shared();
			assertThat(answer.lines().map((line) -> mapper.readTree(line).get("type").asString()))
				.containsExactly("accepted", "progress", "words", "lines", "counts");
			assertThat(mapper.readTree(answer.lines().toList().get(4)).get("words").asInt()).isEqualTo(4);
			assertThat(mapper.readTree(send(HttpRequest.newBuilder(uri).GET())).get("held").asInt()).isPositive();
		}
	}

	private static String send(HttpRequest.Builder request) throws Exception {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

}

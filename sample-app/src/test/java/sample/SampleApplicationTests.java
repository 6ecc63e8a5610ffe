package sample;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.stream.Collectors;

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

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sample.tour.enabled=false", "sample.archive.capacity=3", "sample.desk.max-size=100MB" })
@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final String TEXT = """
			The tube has two ends.
			What goes in at the one end comes out at the other.
			The end.
			""";

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private JsonMapper mapper;

	@Test
	void analysisStreamsProgressThenResults() throws Exception {
		HttpResponse<String> response = post(BodyPublishers.ofString(TEXT), "text/plain");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
		List<JsonNode> lines = lines(response.body());
		assertThat(lines).extracting((line) -> line.get("type").asString())
			.containsExactly("accepted", "progress", "words", "lines", "counts");
		assertThat(lines.get(1).get("percent").asInt()).isEqualTo(100);
		assertThat(lines.get(2).get("exact").asBoolean()).isTrue();
		assertThat(lines.get(2).get("top").get(0).toString()).isEqualTo("{\"word\":\"the\",\"count\":4}");
		assertThat(lines.get(3).get("longest").get(0).get("number").asInt()).isEqualTo(2);
		assertThat(lines.get(4).get("words").asInt()).isEqualTo(19);
		assertThat(lines.get(4).get("lines").asInt()).isEqualTo(3);
		assertThat(lines.get(4).get("bytes").asInt()).isEqualTo(TEXT.length());
	}

	@Test
	void formContentTypeOfCurlIsNoHindrance() throws Exception {
		HttpResponse<String> response = post(BodyPublishers.ofString("a=b&c=d"), "application/x-www-form-urlencoded");
		assertThat(lines(response.body())).last()
			.satisfies((counts) -> assertThat(counts.get("words").asInt()).isEqualTo(4));
	}

	@Test
	void charsetOfTheContentTypeIsUsed() throws Exception {
		HttpResponse<String> response = post(
				BodyPublishers.ofByteArray("d\u00e9j\u00e0".getBytes(StandardCharsets.ISO_8859_1)),
				"text/plain; charset=ISO-8859-1");
		assertThat(lines(response.body()).get(2).get("top").get(0).get("word").asString()).isEqualTo("d\u00e9j\u00e0");
	}

	@Test
	void emptyBodyIsRefused() throws Exception {
		assertProblem(post(BodyPublishers.noBody(), "text/plain"), 400, "Empty body", "The body is empty");
	}

	@Test
	void binaryDataIsRefusedWithItsOffset() throws Exception {
		JsonNode problem = assertProblem(
				post(BodyPublishers.ofByteArray(new byte[] { 'P', 'K', 3, 4, 0 }), "text/plain"), 415, "Not a text",
				"at offset 4 there is a NUL character");
		assertThat(problem.get("offset").asInt()).isEqualTo(4);
	}

	@Test
	void binaryDataIsRefusedAlsoWhenMuchFollows() throws Exception {
		byte[] body = new byte[8 * 1024 * 1024];
		assertProblem(post(BodyPublishers.ofByteArray(body), "application/octet-stream"), 415, "Not a text",
				"at offset 0 there is a NUL character");
	}

	@Test
	void textInAnotherCharsetIsRefused() throws Exception {
		assertProblem(
				post(BodyPublishers.ofByteArray("d\u00e9j\u00e0".getBytes(StandardCharsets.ISO_8859_1)), "text/plain"),
				415, "Not a text", "at offset 1 the bytes there are not UTF-8");
	}

	@Test
	void unusableBodyIsRefused() throws Exception {
		BodyPublisher body = BodyPublishers.ofString(TEXT);
		assertProblem(post(body, "text/plain; charset=nope"), 415, "Unusable body", "unsupported charset 'nope'");
		assertProblem(post(body, "multipart/form-data; boundary=x"), 415, "Unusable body", "The body has parts");
		assertProblem(send(request().POST(body).header("Content-Encoding", "gzip")), 415, "Unusable body",
				"encoded with 'gzip'");
	}

	@Test
	void tooLargeBodyIsRefusedBeforeItIsSent() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			sendHead(socket, 100 * 1024 * 1024 + 1);
			assertThat(new Scanner(socket.getInputStream(), StandardCharsets.UTF_8).nextLine()).contains(" 413 ");
		}
	}

	@Test
	void hangingUpStopsTheWorker(CapturedOutput output) throws Exception {
		double before = counted("sample.analyses?tag=outcome:hung-up");
		byte[] words = randomWords();
		int times = 64;
		try (Socket socket = new Socket("localhost", this.port)) {
			OutputStream body = sendHead(socket, (long) times * words.length);
			for (int i = 0; i < times; i++) {
				body.write(words);
			}
			Scanner lines = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8);
			assertThat(lines.findWithinHorizon("\"progress\",\"percent\":[0-9]{1,2},", 0)).isNotNull();
		}
		Awaitility.await().until(() -> counted("sample.analyses?tag=outcome:hung-up") == before + 1);
		assertThat(output).contains("client hung up, stopped after");
	}

	@Test
	void archiveHoldsTheLatestResults() throws Exception {
		List<Long> posted = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			posted.add(0,
					lines(post(BodyPublishers.ofString(TEXT), "text/plain").body()).get(0).get("analysis").asLong());
		}
		Awaitility.await().untilAsserted(() -> {
			JsonNode contents = get("/analyses");
			assertThat(contents.get("held").asInt()).isEqualTo(3);
			assertThat(contents.get("results").values()).extracting((kept) -> kept.at("/result/analysis").asLong())
				.isEqualTo(posted.subList(0, 3));
			assertThat(contents.at("/results/0/port").asString()).isEqualTo("analysis-to-archive.port2");
			assertThat(contents.at("/results/0/result/counts/words").asInt()).isEqualTo(19);
		});
		assertThat(get("/analyses?limit=1").get("results")).hasSize(1);
		assertProblem(send(request("/analyses?limit=-1").GET()), 400, "Bad limit", "must not be negative");
	}

	@Test
	void metersAreThere() throws Exception {
		double before = counted("messageport.messages.posted?tag=channel:desk-to-analysis");
		post(BodyPublishers.ofString(TEXT), "text/plain");
		assertThat(counted("messageport.messages.posted?tag=channel:desk-to-analysis")).isEqualTo(before + 1);
		Awaitility.await()
			.until(() -> counted("messageport.messages.delivered?tag=channel:desk-to-analysis") == before + 1);
		assertThat(counted("messageport.messages.queued?tag=channel:desk-to-analysis")).isZero();
		assertThat(counted("messageport.ports.open?tag=channel:analysis-to-archive")).isEqualTo(2);
	}

	private JsonNode assertProblem(HttpResponse<String> response, int status, String title, String detail) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		JsonNode problem = this.mapper.readTree(response.body());
		assertThat(problem.get("title").asString()).isEqualTo(title);
		assertThat(problem.get("detail").asString()).contains(detail);
		return problem;
	}

	private HttpResponse<String> post(BodyPublisher body, String contentType) throws Exception {
		return send(request().POST(body).header("Content-Type", contentType));
	}

	private JsonNode get(String path) throws Exception {
		return this.mapper.readTree(send(request(path).GET()).body());
	}

	private double counted(String meter) throws Exception {
		HttpResponse<String> response = send(request("/actuator/metrics/" + meter).GET());
		return (response.statusCode() == 200)
				? this.mapper.readTree(response.body()).at("/measurements/0/value").asDouble() : 0;
	}

	private HttpRequest.Builder request() {
		return request("/analyses");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private List<JsonNode> lines(String body) {
		return body.lines().map(this.mapper::readTree).toList();
	}

	/**
	 * Send what comes before the body, the way that lets the test break off where it
	 * likes to.
	 */
	private static OutputStream sendHead(Socket socket, long length) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(("POST /analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		return out;
	}

	/**
	 * More distinct words than there are counters for, which makes for slow reading.
	 */
	private static byte[] randomWords() {
		Random random = new Random(1);
		return random.longs(60_000)
			.mapToObj((word) -> Long.toString(word, 36))
			.collect(Collectors.joining("\n", "", "\n"))
			.getBytes(StandardCharsets.UTF_8);
	}

}

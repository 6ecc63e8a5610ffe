package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.spring.MessagePortTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@link MessagePortsEndpoint} over HTTP.
 */
class MessagePortsEndpointWebTests {

	/**
	 * Ports that nobody keeps are closed.
	 */
	private final List<Object> kept = new ArrayList<>();

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void fieldsAreThoseOfTheGuide() throws Exception {
		try (Server server = new Server()) {
			MessageChannelFactory channels = server.bean(MessageChannelFactory.class);
			keep(channels.create("jobs")).port1().postMessage("a");
			MessagePort connection = keep(server.bean(MessagePortTemplate.class).connect("stock"));
			connection.postMessage("apples");
			JsonNode all = json(server.get(""));
			assertThat(fields(all)).containsExactlyInAnyOrder("totals", "channels", "endpoints", "undeclared", "nodes",
					"links", "omitted");
			assertThat(fields(all.get("totals"))).containsExactlyInAnyOrder("channels", "ports", "messages");
			assertThat(fields(all.at("/totals/ports"))).containsExactlyInAnyOrder("open", "closed", "leaked");
			assertThat(fields(all.at("/totals/messages"))).containsExactlyInAnyOrder("queued", "posted", "delivered",
					"discarded", "failed", "discardedByReason", "failedByException");
			assertThat(fields(all.at("/channels/0"))).containsExactlyInAnyOrder("kind", "name", "origin", "ports",
					"messages", "ends");
			assertThat(fields(all.at("/channels/0/ends/1"))).containsExactlyInAnyOrder("kind", "name", "owners",
					"listeners", "state", "queued", "highWaterMark", "capacity", "posted", "delivered", "discarded",
					"failed", "age");
			assertThat(fields(all.at("/channels/0/ends/1/owners/0"))).containsExactlyInAnyOrder("bean", "type",
					"module", "uses", "places");
			assertThat(fields(all.at("/channels/0/ends/1/listeners/0"))).containsExactlyInAnyOrder("id", "eventType",
					"payloadType", "place", "bean", "autoStartup", "paused", "running", "connections");
			assertThat(fields(all.at("/endpoints/1"))).containsExactlyInAnyOrder("kind", "name", "owners", "listeners",
					"paused", "connections", "ports", "messages", "channels", "omitted");
			assertThat(fields(all.at("/undeclared/0"))).containsExactlyInAnyOrder("kind", "name", "ports", "messages",
					"channels", "omitted");
			assertThat(fields(all.at("/omitted"))).containsExactlyInAnyOrder("channels", "endpoints", "undeclared");
			assertThat(fields(all.at("/links/0"))).containsExactlyInAnyOrder("source", "target", "end");
			assertThat(all.at("/channels/0/ends/1/state").asString()).isEqualTo("STARTED");
			assertThat(all.at("/channels/0/ends/1/age").asString()).startsWith("PT");
		}
	}

	@Test
	void nothingOfMessagesAndNoIdentityIsTold() throws Exception {
		try (Server server = new Server()) {
			MessagePort port = keep(server.bean(MessageChannelFactory.class).create("jobs")).port1();
			port.postMessage("the-payload", PostOptions.builder().header("the-header", "the-value").build());
			for (String path : new String[] { "", "/jobs", "/jobs.port2", "/diagram" }) {
				assertThat(server.get(path).body()).doesNotContain("the-payload", "the-header", "the-value", port.id());
			}
		}
	}

	@Test
	void nameWithDotsIsFound() throws Exception {
		try (Server server = new Server()) {
			assertThat(json(server.get("/pricing")).get("kind").asString()).isEqualTo("CHANNEL");
			assertThat(json(server.get("/pricing.port2")).get("kind").asString()).isEqualTo("END");
			assertThat(json(server.get("/stock")).get("kind").asString()).isEqualTo("ENDPOINT");
			keep(server.bean(MessageChannelFactory.class).create("a.b c"));
			assertThat(json(server.get("/a.b%20c")).get("kind").asString()).isEqualTo("UNDECLARED");
			assertThat(json(server.get("/a.b%20c.port1")).get("name").asString()).isEqualTo("a.b c.port1");
		}
	}

	@Test
	void whatIsNotThereIsNotFound() throws Exception {
		try (Server server = new Server()) {
			assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
			assertThat(server.post("/nothing", "{\"action\":\"pause\"}").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void limitIsAParameter() throws Exception {
		try (Server server = new Server()) {
			MessageChannelFactory channels = server.bean(MessageChannelFactory.class);
			keep(channels.create("jobs"));
			keep(channels.create("jobs"));
			JsonNode jobs = json(server.get("/jobs?limit=1"));
			assertThat(jobs.get("channels")).hasSize(1);
			assertThat(jobs.get("omitted").asInt()).isEqualTo(1);
			assertThat(server.get("?limit=0").statusCode()).isEqualTo(400);
		}
	}

	@Test
	void diagramIsText() throws Exception {
		try (Server server = new Server()) {
			HttpResponse<String> response = server.get("/diagram");
			assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
			assertThat(response.body()).startsWith("flowchart LR\n").contains("pricing");
			assertThat(server.get("/diagram", "text/plain").body()).isEqualTo(response.body());
			assertThat(server.get("/diagram", "text/html,*/*;q=0.8").statusCode()).isEqualTo(200);
			assertThat(server.get("/stock", "application/json").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void onlyTheDiagramIsText() throws Exception {
		try (Server server = new Server()) {
			assertThat(server.get("/stock", "text/plain").statusCode()).isEqualTo(406);
			assertThat(server.get("/nothing", "text/plain").statusCode()).isEqualTo(404);
			for (String type : new String[] { "application/json", "application/vnd.spring-boot.actuator.v2+json",
					"application/vnd.spring-boot.actuator.v3+json", "text/plain, application/json" }) {
				HttpResponse<String> response = server.get("/stock", type);
				assertThat(json(response).get("name").asString()).isEqualTo("stock");
				assertThat(response.headers().firstValue("Content-Type"))
					.hasValueSatisfying((sent) -> assertThat(type).endsWith(sent));
			}
			assertThat(server.get("/stock").headers().firstValue("Content-Type"))
				.contains("application/vnd.spring-boot.actuator.v3+json");
		}
	}

	@Test
	void channelNamedLikeTheDiagramIsThereByItsEnds() throws Exception {
		try (Server server = new Server("messageport.channels.diagram=")) {
			assertThat(server.get("/diagram").body()).startsWith("flowchart LR\n");
			assertThat(json(server.get("/diagram.port1")).get("kind").asString()).isEqualTo("END");
		}
	}

	@Test
	void actionAnswersWithWhatIsThereAfterwards() throws Exception {
		try (Server server = new Server()) {
			JsonNode paused = json(server.post("/pricing.port2", "{\"action\":\"pause\"}"));
			assertThat(paused.get("state").asString()).isEqualTo("STOPPED");
			JsonNode started = json(server.post("/pricing.port2", "{\"action\":\"START\"}"));
			assertThat(started.get("state").asString()).isEqualTo("STARTED");
		}
	}

	@Test
	void unknownActionIsABadRequestThatNamesTheKnownOnes() throws Exception {
		try (Server server = new Server()) {
			for (String body : new String[] { "{\"action\":\"stop\"}", "{}" }) {
				HttpResponse<String> response = server.post("/pricing", body);
				assertThat(response.statusCode()).isEqualTo(400);
				assertThat(json(response, 400).get("message").asString()).contains("'start', 'pause', 'close'");
			}
		}
	}

	@Test
	void nothingCanBeChangedWithAccessForReading() throws Exception {
		for (String access : new String[] { "management.endpoint.messageports.access=read-only",
				"management.endpoints.access.max-permitted=read-only" }) {
			try (Server server = new Server(access)) {
				assertThat(server.post("/pricing", "{\"action\":\"close\"}").statusCode()).isEqualTo(405);
				assertThat(server.get("").statusCode()).isEqualTo(200);
			}
		}
	}

	@Test
	void withoutAccessThereIsNothing() throws Exception {
		try (Server server = new Server("management.endpoint.messageports.access=none")) {
			assertThat(server.get("").statusCode()).isEqualTo(404);
			assertThat(server.get("/diagram").statusCode()).isEqualTo(404);
		}
	}

	private <T> T keep(T object) {
		this.kept.add(object);
		return object;
	}

	private JsonNode json(HttpResponse<String> response) {
		return json(response, 200);
	}

	private JsonNode json(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		return this.json.readTree(response.body());
	}

	private static Set<String> fields(JsonNode node) {
		return new TreeSet<>(node.propertyNames());
	}

	private static final class Server implements AutoCloseable {

		private final ConfigurableApplicationContext context;

		private final HttpClient client = HttpClient.newHttpClient();

		Server(String... properties) {
			this.context = new SpringApplicationBuilder(Application.class)
				.properties("server.port=0", "management.endpoints.web.exposure.include=messageports",
						"spring.main.banner-mode=off", MonitoredShop.CHANNEL)
				.run(Arrays.stream(properties)
					.filter((property) -> !property.isEmpty())
					.map((property) -> "--" + property)
					.toArray(String[]::new));
		}

		<T> T bean(Class<T> type) {
			return this.context.getBean(type);
		}

		HttpResponse<String> get(String path) throws IOException, InterruptedException {
			return get(path, "*/*");
		}

		HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
			return send(request(path).header("Accept", accept).GET().build());
		}

		HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
			return send(request(path).header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build());
		}

		private HttpRequest.Builder request(String path) {
			return HttpRequest.newBuilder(
					URI.create("http://localhost:" + this.context.getEnvironment().getProperty("local.server.port")
							+ "/actuator/messageports" + path));
		}

		private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString());
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MonitoredShop.class)
	static class Application {

	}

}

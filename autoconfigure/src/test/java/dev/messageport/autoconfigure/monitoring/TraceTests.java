package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows the trace of a request to a web server through all that ports do.
 */
class TraceTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void oneTraceGoesThroughEverythingThatARequestBringsAbout(boolean propagateContext) {
		run((context) -> {
			List<SpanData> spans = spansOfARequest(context, 16);
			SpanData request = only(spans, SpanKind.SERVER);
			assertThat(spans).allSatisfy((span) -> assertThat(span.getTraceId()).isEqualTo(request.getTraceId()));
			assertThat(spans).filteredOn((span) -> span != request)
				.allSatisfy((span) -> assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER));
			assertChildren(spans, request, "desk.port2 process", "ticks.port2 process", "ticks.port2 process",
					"vault.port2 process", "failing.port2 process", "failing-later.port2 process",
					"moving.port2 process", "postback.port2 process", "connected.port2 process",
					"answered.port2 process", "flow.port2 process", "flux.port2 process");
			assertChildren(spans, named(spans, "desk.port2 process"), "handled.port2 process");
			assertChildren(spans, named(spans, "moving.port2 process"), "moved.port2 process");
			assertChildren(spans, named(spans, "postback.port2 process"), "postback.port1 process");
			assertChildren(spans, named(spans, "postback.port1 process"), "later.port2 process");
		}, "messageport.observation.propagate-context=" + propagateContext);
	}

	@Test
	void errorIsOnTheSpanOfTheListenerAlone() {
		run((context) -> {
			List<SpanData> spans = spansOfARequest(context, 16);
			assertThat(spans).filteredOn((span) -> span.getStatus().getStatusCode() == StatusCode.ERROR)
				.extracting(SpanData::getName)
				.containsExactlyInAnyOrder("failing.port2 process", "failing-later.port2 process");
			assertThat(named(spans, "failing.port2 process").getEvents()).singleElement()
				.satisfies((event) -> assertThat(event.getName()).isEqualTo("exception"));
			assertThat(named(spans, "failing-later.port2 process").getEvents()).hasSize(1);
		});
	}

	@Test
	void postsAreSpansBetweenThoseOfTheListenersIfSoWanted() {
		run((context) -> {
			List<SpanData> spans = spansOfARequest(context, 30);
			SpanData handled = named(spans, "handled.port2 process");
			SpanData post = named(spans, "handled.port1 post");
			assertThat(handled.getParentSpanId()).isEqualTo(post.getSpanId());
			assertThat(post.getKind()).isEqualTo(SpanKind.PRODUCER);
			assertThat(post.getParentSpanId()).isEqualTo(named(spans, "desk.port2 process").getSpanId());
			assertThat(spans).extracting(SpanData::getTraceId).containsOnly(handled.getTraceId());
		}, "messageport.observation.post=true");
	}

	@Test
	void messageFromOutsideOfAnyTraceStartsItsOwn() {
		run((context) -> {
			MessagePort port = context.getBean("handled.port1", MessagePort.class);
			port.postMessage("first");
			port.postMessage("second");
			List<SpanData> spans = awaitSpans(context, 2);
			assertThat(spans).extracting(SpanData::getParentSpanId).containsOnly(SpanId.getInvalid());
			assertThat(spans).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
		});
	}

	@Test
	void messageFromOutsideStartsItsOwnTraceAlsoOnAThreadThatHasOne() {
		run((context) -> {
			MessagePort port = context.getBean("handled.port1", MessagePort.class);
			MessagePort listening = context.getBean("handled.port2", MessagePort.class);
			listening.pause();
			port.postMessage("outside");
			Observation observation = Observation.start("inside", context.getBean(ObservationRegistry.class));
			observation.scoped(() -> {
				port.postMessage("inside");
				listening.start();
			});
			observation.stop();
			List<SpanData> spans = awaitSpans(context, 3);
			SpanData inside = named(spans, "inside");
			assertChildren(spans, inside, "handled.port2 process");
			assertThat(spans).filteredOn((span) -> !span.getTraceId().equals(inside.getTraceId()))
				.singleElement()
				.satisfies((span) -> assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid()));
		}, "test.decorate=true");
	}

	@Test
	void listenersAreTimed() {
		run((context) -> {
			spansOfARequest(context, 16);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("messageport.listener")
				.tag("channel", "failing")
				.tag("port", "failing.port2")
				.tag("listener", "desk.fail")
				.tag("request", "true")
				.tag("error", "IOException")
				.timer()
				.count()).isOne();
		});
	}

	@Test
	void traceGoesOnOnVirtualThreadsWhereThereAreAny() {
		String prefix = (Runtime.version().feature() >= 21) ? "port-" : "task-";
		run((context) -> {
			List<SpanData> spans = spansOfARequest(context, 16);
			assertThat(spans).extracting(SpanData::getTraceId).containsOnly(spans.get(0).getTraceId());
			assertThat(context.getBean(TracedApplication.Steps.class).threads())
				.allSatisfy((thread) -> assertThat(thread).startsWith(prefix));
		}, "spring.threads.virtual.enabled=true");
	}

	@Test
	void traceGoesOnOnThreadsOfPools() {
		run((context) -> {
			spansOfARequest(context, 16);
			assertThat(context.getBean(TracedApplication.Steps.class).threads())
				.allSatisfy((thread) -> assertThat(thread).startsWith("task-"));
		}, "spring.threads.virtual.enabled=false");
	}

	private static void run(Consumer<ConfigurableApplicationContext> test, String... properties) {
		SpringApplication application = new SpringApplication(TracedApplication.class);
		String[] arguments = new String[TracedApplication.STEPS.size() + 3 + properties.length];
		int next = 0;
		for (String step : TracedApplication.STEPS) {
			arguments[next++] = "--messageport.channels." + step + ".capacity=100";
		}
		arguments[next++] = "--server.port=0";
		arguments[next++] = "--management.tracing.sampling.probability=1";
		arguments[next++] = "--spring.main.banner-mode=off";
		for (String property : properties) {
			arguments[next++] = "--" + property;
		}
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			test.accept(context);
		}
	}

	private static List<SpanData> spansOfARequest(ConfigurableApplicationContext context, int atLeast) {
		URI uri = URI
			.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/trade");
		try {
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("answer to question");
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		TracedApplication.Spans spans = context.getBean(TracedApplication.Spans.class);
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(spans.ended()).extracting(SpanData::getName)
				.contains("later.port2 process", "moved.port2 process", "http get /trade")
				.hasSizeGreaterThanOrEqualTo(atLeast));
		return spans.ended();
	}

	private static List<SpanData> awaitSpans(ConfigurableApplicationContext context, int count) {
		TracedApplication.Spans spans = context.getBean(TracedApplication.Spans.class);
		Awaitility.await().atMost(SOON).until(() -> spans.ended().size() == count);
		return spans.ended();
	}

	private static void assertChildren(List<SpanData> spans, SpanData parent, String... names) {
		assertThat(spans).filteredOn((span) -> span.getParentSpanId().equals(parent.getSpanId()))
			.extracting(SpanData::getName)
			.containsExactlyInAnyOrder(names);
	}

	private static SpanData only(List<SpanData> spans, SpanKind kind) {
		return spans.stream().filter((span) -> span.getKind() == kind).reduce((one, other) -> {
			throw new AssertionError("Two spans of kind " + kind + ": " + one + " and " + other);
		}).orElseThrow();
	}

	private static SpanData named(List<SpanData> spans, String name) {
		return spans.stream()
			.filter((span) -> span.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No span '" + name + "' among " + spans));
	}

}

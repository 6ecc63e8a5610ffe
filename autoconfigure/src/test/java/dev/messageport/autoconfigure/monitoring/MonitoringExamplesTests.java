package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples in JSON of the guide have the fields of what they are examples of.
 */
class MonitoringExamplesTests {

	private static final Pattern JSON_BLOCK = Pattern.compile("^```json\\n(.*?)^```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	@Test
	void endIsWhatTheEndpointDescribes() {
		EndDescriptor end = this.mapper.treeToValue(example("kind"), EndDescriptor.class);
		assertThat(end.posted()).isEqualTo(end.delivered() + end.discarded() + end.queued());
	}

	@Test
	void healthHasTheDetailsOfTheContributor() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("messageport.channels.pricing=", "messageport.monitoring.old-queue=400ms")
			.run((context) -> {
				context.getBean("pricing.port1", MessagePort.class).postMessage("waits");
				MessagePortHealthIndicator health = context.getBean(MessagePortHealthIndicator.class);
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.untilAsserted(() -> assertThat(health.health().getDetails()).containsKey("oldestMessage"));
				assertSameFields(example("status").get("details"), health.health().getDetails());
			});
	}

	@SuppressWarnings("unchecked")
	private static void assertSameFields(JsonNode example, Map<String, Object> details) {
		assertThat(example.propertyNames()).containsExactlyElementsOf(details.keySet());
		details.forEach((name, detail) -> {
			if (detail instanceof Map<?, ?> nested) {
				assertSameFields(example.get(name), (Map<String, Object>) nested);
			}
		});
	}

	private JsonNode example(String firstField) {
		return JSON_BLOCK.matcher(MonitoringFiles.read(MonitoringFiles.guide()))
			.results()
			.map((match) -> this.mapper.readTree(match.group(1)))
			.filter((example) -> example.propertyNames().iterator().next().equals(firstField))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

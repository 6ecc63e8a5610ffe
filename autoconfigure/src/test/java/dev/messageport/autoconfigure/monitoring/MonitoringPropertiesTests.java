package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of properties in the guide has all those about monitoring, with their
 * defaults.
 */
class MonitoringPropertiesTests {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	@Test
	void propertiesAreThoseOfTheCode() throws IOException {
		Map<String, String> table = MonitoringFiles.table(MonitoringFiles.guide(), "property")
			.stream()
			.collect(Collectors.toMap((row) -> row.get(0), (row) -> row.get(1)));
		assertThat(table)
			.containsAllEntriesOf(properties(Pattern.compile("(monitoring|observation|actuator|health)\\..+")));
		assertThat(properties(Pattern.compile(".+"))).containsAllEntriesOf(table);
	}

	@Test
	void editorsKnowHowToSwitchHealthOff() throws IOException {
		assertThat(properties("management.", Pattern.compile("health\\.messageports\\..+")))
			.containsExactlyEntriesOf(Map.of("`management.health.messageports.enabled`", "`true`"));
	}

	private static Map<String, String> properties(Pattern names) throws IOException {
		return properties("messageport.", names);
	}

	private static Map<String, String> properties(String prefix, Pattern names) throws IOException {
		Map<String, String> properties = new HashMap<>();
		for (URL url : Collections.list(MonitoringPropertiesTests.class.getClassLoader().getResources(METADATA))) {
			try (InputStream metadata = url.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
					String name = property.get("name").asString();
					if (name.startsWith(prefix) && names.matcher(name.substring(prefix.length())).matches()) {
						String value = property.path("defaultValue").asString("");
						properties.put("`" + name + "`", value.isEmpty() ? "" : "`" + value + "`");
					}
				}
			}
		}
		return properties;
	}

}

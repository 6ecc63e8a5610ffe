package dev.messageport.autoconfigure.monitoring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.messageport.spring.MessagePortObservation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of meters and observations in the guide and the README have what the code
 * has.
 */
class MonitoringTablesTests {

	static Stream<Path> files() {
		return Stream.of(MonitoringFiles.guide(), MonitoringFiles.readme());
	}

	@ParameterizedTest
	@MethodSource("files")
	void metersAreThoseOfTheCode(Path file) {
		List<List<String>> table = MonitoringFiles.table(file, "meter");
		assertThat(table).allSatisfy((row) -> assertThat(row).hasSize(5).last().asString().isNotBlank())
			.map((row) -> row.subList(0, 4))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(MessagePortMeters.values()).map(this::row).toList());
	}

	@Test
	void observationsAreThoseOfTheCode() {
		List<List<String>> expected = new ArrayList<>();
		for (MessagePortObservation observation : MessagePortObservation.values()) {
			for (KeyName key : observation.getLowCardinalityKeyNames()) {
				expected.add(List.of(code(observation.getName()), code(key.asString()), "low"));
			}
			for (KeyName key : observation.getHighCardinalityKeyNames()) {
				expected.add(List.of(code(observation.getName()), code(key.asString()), "high"));
			}
		}
		assertThat(MonitoringFiles.table(MonitoringFiles.guide(), "observation"))
			.allSatisfy((row) -> assertThat(row).hasSize(4).last().asString().isNotBlank())
			.map((row) -> row.subList(0, 3))
			.containsExactlyInAnyOrderElementsOf(expected);
	}

	private List<String> row(MessagePortMeters meter) {
		String tags = Arrays.stream(meter.getKeyNames())
			.map((key) -> code(key.asString()))
			.collect(Collectors.joining(", "));
		return List.of(code(meter.getName()), meter.getType().name().toLowerCase(Locale.ROOT), tags,
				meter.getBaseUnit());
	}

	private static String code(String text) {
		return "`" + text + "`";
	}

}

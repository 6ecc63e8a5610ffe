package dev.messageport.spring;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NearestNames}.
 */
class NearestNamesTests {

	@Test
	void nearestComesFirst() {
		assertThat(NearestNames.describe("stok", List.of("orders", "stock", "stop")))
			.isEqualTo("'stock', 'stop', 'orders'");
	}

	@Test
	void caseDoesNotMatter() {
		assertThat(NearestNames.describe("STOCK", List.of("stack", "stock"))).startsWith("'stock'");
	}

	@Test
	void atMostFiveAreNamed() {
		assertThat(NearestNames.describe("a", List.of("a1", "a2", "a3", "a4", "a5", "a6"))).doesNotContain("a6");
	}

	@Test
	void withoutCandidatesThereAreNone() {
		assertThat(NearestNames.describe("a", List.of())).isEqualTo("none");
	}

}

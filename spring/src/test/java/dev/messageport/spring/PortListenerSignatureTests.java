package dev.messageport.spring;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.messageport.CloseEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for signatures that {@link PortListener} methods cannot have.
 */
class PortListenerSignatureTests {

	@Test
	void twoPayloadsFailNamingMethodAndParameter() {
		assertThat(TestContext.failure(TwoPayloads.class)).hasStackTraceContaining("TwoPayloads.on(String, int)")
			.hasStackTraceContaining("parameter 2, 'int amount'");
	}

	@Test
	void twoListsOfPortsFailNamingMethodAndParameter() {
		assertThat(TestContext.failure(TwoLists.class)).hasStackTraceContaining("TwoLists.on(List, List)")
			.hasStackTraceContaining("parameter 2, 'List more'");
	}

	@Test
	void closeListenerWithPayloadFails() {
		assertThat(TestContext.failure(ClosePayload.class))
			.hasStackTraceContaining("ClosePayload.on(CloseEvent, String)")
			.hasStackTraceContaining("parameter 2, 'String payload'");
	}

	@Test
	void closeListenerWithReturnValueFails() {
		assertThat(TestContext.failure(CloseAnswer.class)).hasStackTraceContaining("CloseAnswer.on(CloseEvent)")
			.hasStackTraceContaining("must return 'void'");
	}

	static class TwoPayloads {

		@PortListener("stock")
		void on(String text, int amount) {
		}

	}

	static class TwoLists {

		@PortListener("stock")
		void on(List<MessagePort> ports, List<MessagePort> more) {
		}

	}

	static class ClosePayload {

		@PortListener("stock")
		void on(CloseEvent event, String payload) {
		}

	}

	static class CloseAnswer {

		@PortListener("stock")
		String on(CloseEvent event) {
			return "";
		}

	}

}

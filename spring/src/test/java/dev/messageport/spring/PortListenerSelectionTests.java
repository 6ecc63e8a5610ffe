package dev.messageport.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.stereotype.Component;

import dev.messageport.CloseEvent;
import dev.messageport.MessageEvent;
import dev.messageport.PostOptions;
import dev.messageport.spring.ListenerWorld.Telling;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for several {@link PortListener} methods that share a name.
 */
class PortListenerSelectionTests {

	@Test
	void mostSpecificListenerIsCalledWhateverTheOrder() {
		ListenerWorld.run((port, recorder) -> {
			List.of(1, 2.5, "text", 'c', List.of()).forEach(port::postMessage);
			assertThat(recorder.awaitEvents(5)).containsExactly("[integer, 1]", "[number, 2.5]", "[text, text]",
					"[any, c]", "[any, []]");
		}, Hierarchy.class);
	}

	@Test
	void nullGoesToTheMostSpecificListenerAsInJava() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(null);
			assertThat(recorder.awaitEvents(1)).containsExactly("[number, null]");
		}, NumberOrAny.class);
	}

	@Test
	void nullIsAmbiguousAmongUnrelatedTypes() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(null);
			assertThat(recorder.awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("Hierarchy.integer(Integer)")
				.hasMessageContaining("Hierarchy.text(String)");
		}, Hierarchy.class);
	}

	@Test
	void payloadOfTwoUnrelatedTypesIsAmbiguous() {
		ListenerWorld.run((port, recorder) -> {
			assertThat(ListenerWorld.failure(port, new Both())).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("Interfaces.one(One)")
				.hasMessageContaining("Interfaces.two(Two)")
				.hasMessageContaining("'pricing.port2'")
				.hasMessageContaining(Both.class.getName());
			port.postMessage((Two) () -> {
			});
			assertThat(recorder.awaitEvents(1)).containsExactly("[two]");
		}, Interfaces.class);
	}

	@Test
	void payloadThatNobodyTakesIsConvertedForTheOnlyOneThatCan() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(Map.of("item", "apples"));
			assertThat(recorder.awaitEvents(1)).containsExactly("[Order[item=apples]]");
		}, OrderOrColour.class);
	}

	@Test
	void payloadThatNobodyTakesFailsNamingAllThatAreThere() {
		ListenerWorld.run((port, recorder) -> assertThat(ListenerWorld.failure(port, new Object()))
			.isInstanceOf(MessageConversionException.class)
			.hasMessageContaining("java.lang.Object")
			.hasMessageContaining("OrderOrColour.order(Order)")
			.hasMessageContaining("OrderOrColour.colour(Colour)"), OrderOrColour.class);
	}

	@Test
	void conditionsDivideMessagesOfOneType() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(5);
			port.postMessage(500);
			port.postMessage(1, PostOptions.builder().header("user", "root").build());
			assertThat(recorder.awaitEvents(3)).containsExactly("[few, 5]", "[many, 500]", "[root, 1]");
		}, Conditions.class);
	}

	@Test
	void messageThatMeetsTwoConditionsIsAmbiguous() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(500, PostOptions.builder().header("user", "root").build());
			assertThat(recorder.awaitError()).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("Conditions.many(int)")
				.hasMessageContaining("Conditions.root(int)");
		}, Conditions.class);
	}

	@Test
	void messageThatMeetsNoConditionIsDroppedAndARequestFails() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage(1);
			assertThat(ListenerWorld.failure(port, 2)).isInstanceOf(MessageConversionException.class)
				.hasMessageContaining("meets its condition");
			port.postMessage(3);
			assertThat(recorder.awaitEvents(1)).containsExactly("[3]");
			assertThat(recorder.errors()).isEmpty();
		}, OneCondition.class);
	}

	@Test
	void conditionMayReferToBeansAndPlaceholders() {
		ListenerWorld.run((port, recorder) -> {
			List.of("a", "b").forEach(port::postMessage);
			assertThat(recorder.awaitEvents(1)).containsExactly("[b]");
		}, BeanCondition.class, Choice.class);
	}

	@Test
	void conditionThatIsNoConditionIsAnError() {
		ListenerWorld.run((port, recorder) -> {
			port.postMessage("x");
			assertThat(recorder.awaitError()).hasMessageContaining("'payload'")
				.hasMessageContaining("java.lang.String");
		}, TextCondition.class);
	}

	@Test
	void conditionThatCannotBeParsedFailsNamingPlaceAndText() {
		assertThat(TestContext.failure(BrokenCondition.class)).hasStackTraceContaining("BrokenCondition.on(String)")
			.hasStackTraceContaining("'payload ='");
	}

	@Test
	void conditionOfACloseListenerIsRefused() {
		assertThat(TestContext.failure(CloseCondition.class)).hasStackTraceContaining("CloseCondition.on(CloseEvent)")
			.hasStackTraceContaining("'condition'");
	}

	@Test
	void twoExecutorsAtOneNameFailNamingBoth() {
		assertThat(TestContext.failure(Executors.class, TwoExecutors.class))
			.isInstanceOf(AmbiguousListenerException.class)
			.hasMessageContaining("TwoExecutors.one(Integer)")
			.hasMessageContaining("TwoExecutors.two(String)");
	}

	record Order(String item) {
	}

	enum Colour {

		RED

	}

	interface One {

		void one();

	}

	interface Two {

		void two();

	}

	static class Both implements One, Two {

		@Override
		public void one() {
		}

		@Override
		public void two() {
		}

	}

	static class Hierarchy extends Telling {

		@PortListener("pricing.port2")
		void any(MessageEvent event) {
			tell("any", event.data());
		}

		@PortListener("pricing.port2")
		void number(Number payload) {
			tell("number", payload);
		}

		@PortListener("pricing.port2")
		void text(String payload) {
			tell("text", payload);
		}

		@PortListener("pricing.port2")
		void integer(Integer payload) {
			tell("integer", payload);
		}

	}

	static class NumberOrAny extends Telling {

		@PortListener("pricing.port2")
		void any(Object payload) {
			tell("any", payload);
		}

		@PortListener("pricing.port2")
		void number(Number payload) {
			tell("number", payload);
		}

	}

	static class Interfaces extends Telling {

		@PortListener("pricing.port2")
		void one(One payload) {
			tell("one");
		}

		@PortListener("pricing.port2")
		void two(Two payload) {
			tell("two");
		}

	}

	static class OrderOrColour extends Telling {

		@PortListener("pricing.port2")
		void order(Order payload) {
			tell(payload);
		}

		@PortListener("pricing.port2")
		void colour(Colour payload) {
			tell(payload);
		}

	}

	static class Conditions extends Telling {

		@PortListener(port = "pricing.port2", condition = "payload > 100")
		void many(int payload) {
			tell("many", payload);
		}

		@PortListener("pricing.port2")
		void few(int payload) {
			tell("few", payload);
		}

		@PortListener(port = "pricing.port2", condition = "headers.user == 'root'")
		void root(int payload) {
			tell("root", payload);
		}

	}

	static class OneCondition extends Telling {

		@PortListener(port = "pricing.port2", condition = "payload > 2 && port.name() == 'pricing.port2'")
		void on(int payload) {
			tell(payload);
		}

	}

	static class BeanCondition extends Telling {

		@PortListener(port = "pricing.port2", condition = "${no.such.property:@choice.test(payload)}")
		void on(String payload) {
			tell(payload);
		}

	}

	@Component("choice")
	static class Choice implements Predicate<String> {

		@Override
		public boolean test(String payload) {
			return payload.equals("b");
		}

	}

	static class TextCondition {

		@PortListener(port = "pricing.port2", condition = "payload")
		void on(String payload) {
		}

	}

	static class BrokenCondition {

		@PortListener(port = "stock", condition = "payload =")
		void on(String payload) {
		}

	}

	static class CloseCondition {

		@PortListener(port = "stock", condition = "true")
		void on(CloseEvent event) {
		}

	}

	static class TwoExecutors {

		@PortListener(port = "stock", executor = "first")
		void one(Integer payload) {
		}

		@PortListener(port = "stock", executor = "second")
		void two(String payload) {
		}

	}

	static class Executors {

		@Bean
		Executor first() {
			return Runnable::run;
		}

		@Bean
		Executor second() {
			return (task) -> task.run();
		}

	}

}

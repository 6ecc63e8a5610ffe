package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortWiringCheck}.
 */
class PortWiringCheckTests {

	@Test
	void endThatNobodyTakesIsAWarning() {
		assertThat(warnings(PortWiringTests.PricingConfiguration.class, DeskPoster.class)).singleElement()
			.asString()
			.contains("Nobody takes 'pricing.port2'")
			.contains("channel 'pricing'")
			.contains("the method 'pricing' of " + PortWiringTests.PricingConfiguration.class.getName())
			.contains("posted on 'pricing.port1' is never read")
			.contains("@PortListener", "messageport.wiring.ignore");
	}

	@Test
	void channelThatNobodyTakesIsOneWarning() {
		assertThat(warnings(PortWiringTests.PricingConfiguration.class)).singleElement()
			.asString()
			.contains("'pricing.port1' or 'pricing.port2'");
	}

	@Test
	void noWarningWhenBothEndsAreTaken() {
		assertThat(warnings(PortWiringTests.PricingConfiguration.class, DeskPoster.class, StockListener.class))
			.isEmpty();
	}

	@Test
	void noWarningForWhatIsIgnored() {
		assertThat(warnings(Set.of("pricing.port2"), PortWiringTests.PricingConfiguration.class, DeskPoster.class))
			.isEmpty();
		assertThat(warnings(Set.of("pricing"), PortWiringTests.PricingConfiguration.class)).isEmpty();
	}

	@Test
	void strictModeFailsForAllChannelsAtOnce() {
		assertThat(TestContext.failure(PortWiringTests.PricingConfiguration.class,
				PortWiringTests.StockConfiguration.class, StrictConfiguration.class))
			.hasRootCauseInstanceOf(PortOwnershipException.class)
			.hasStackTraceContaining("pricing.port1")
			.hasStackTraceContaining("stock.port1");
	}

	@Test
	void strictModeStartsWhenAllIsTaken() {
		TestContext.run((context) -> assertThat(context.isRunning()).isTrue(),
				PortWiringTests.PricingConfiguration.class, StrictConfiguration.class, DeskPoster.class,
				StockListener.class);
	}

	@Test
	void endOfTwoModulesFailsWithBothPlacesAndTheFreeEnd() {
		assertThat(failure(DeskPoster.class, DeskListener.class, StockPoster.class)).satisfies((ex) -> {
			assertThat(ex.problem()).contains("'pricing.port1'", "modules 'Desk' and 'Stock'",
					DeskPoster.class.getName(), StockPoster.class.getName());
			assertThat(ex.remedy()).contains("Nobody owns 'pricing.port2'");
		});
	}

	@Test
	void endOfTwoModulesFailsNamingTheOtherEndOfOneOfThem() {
		assertThat(failure(DeskPoster.class, StockPoster.class, StockListener.class))
			.satisfies((ex) -> assertThat(ex.remedy()).contains("module 'Stock' owns 'pricing.port2' already"));
	}

	@Test
	void beansOfOneModuleMayShareAnEnd() {
		TestContext.run((context) -> assertThat(context.isRunning()).isTrue(),
				PortWiringTests.PricingConfiguration.class, ModulesConfiguration.class, StockListener.class,
				StockAnswerer.class, DeskPoster.class);
	}

	@Test
	void beansWithoutModuleMayShareAnEnd() {
		TestContext.run((context) -> assertThat(context.isRunning()).isTrue(),
				PortWiringTests.PricingConfiguration.class, DeskPoster.class, StockPoster.class);
	}

	@Test
	void collectionsAndChannelsAreNoEvidenceAgainstAnybody() {
		TestContext.run((context) -> assertThat(context.isRunning()).isTrue(),
				PortWiringTests.PricingConfiguration.class, ModulesConfiguration.class, DeskPoster.class,
				StockListener.class, WatchAll.class, TowerBoth.class);
	}

	@Test
	void childThatTakesTheEndOfAnotherModuleOfItsParentFails() {
		TestContext.run((parent) -> {
			try (AnnotationConfigApplicationContext child = TestContext.create(StockPoster.class)) {
				child.setParent(parent);
				assertThat(catchFailure(child)).hasRootCauseInstanceOf(PortOwnershipException.class);
			}
			assertThat(parent.getBean(PortWiring.class).channels().get(0).port1().owners()).hasSize(1);
		}, PortWiringTests.PricingConfiguration.class, ModulesConfiguration.class, DeskPoster.class);
	}

	@Test
	void childDoesNotCareWhoTakesTheChannelsOfItsParent() {
		TestContext.run((parent) -> {
			try (AnnotationConfigApplicationContext child = TestContext.create(StrictConfiguration.class)) {
				child.setParent(parent);
				child.refresh();
				assertThat(child.isRunning()).isTrue();
			}
		}, PortWiringTests.PricingConfiguration.class);
	}

	@Test
	void isCheckedOnce() {
		TestContext.run((context) -> {
			List<String> warnings = new ArrayList<>();
			PortWiringCheck check = check(context, Set.of(), warnings);
			check.start();
			check.stop();
			check.start();
			assertThat(warnings).hasSize(1);
		}, PortWiringTests.PricingConfiguration.class);
	}

	@Test
	void rulesOfTheUserAreChecked() {
		assertThat(TestContext.failure(PortWiringTests.PricingConfiguration.class, RuleConfiguration.class))
			.hasRootCauseMessage("[pricing]");
	}

	private static Throwable catchFailure(AnnotationConfigApplicationContext context) {
		try {
			context.refresh();
			throw new AssertionError("Should have failed");
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private static PortOwnershipException failure(Class<?>... components) {
		Class<?>[] all = Arrays.copyOf(components, components.length + 2);
		all[components.length] = PortWiringTests.PricingConfiguration.class;
		all[components.length + 1] = ModulesConfiguration.class;
		Throwable failure = TestContext.failure(all);
		while (failure.getCause() != null) {
			failure = failure.getCause();
		}
		return (PortOwnershipException) failure;
	}

	private static List<String> warnings(Class<?>... components) {
		return warnings(Set.of(), components);
	}

	private static List<String> warnings(Set<String> ignored, Class<?>... components) {
		List<String> warnings = new ArrayList<>();
		TestContext.run((context) -> check(context, ignored, warnings).start(), components);
		return warnings;
	}

	private static PortWiringCheck check(AnnotationConfigApplicationContext context, Set<String> ignored,
			List<String> warnings) {
		return new PortWiringCheck(context.getBean(PortWiring.class), new PortWiringPolicy(false, ignored),
				Stream::empty, warnings::add);
	}

	@Configuration(proxyBeanMethods = false)
	static class StrictConfiguration {

		@Bean
		PortWiringPolicy policy() {
			return new PortWiringPolicy(true, Set.of());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RuleConfiguration {

		@Bean
		PortWiringRule rule() {
			return (wiring) -> {
				throw new IllegalStateException(
						wiring.channels().stream().map(PortWiring.Channel::name).toList().toString());
			};
		}

	}

	/**
	 * The first word of the name of a class is its module.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ModulesConfiguration {

		@Bean
		PortModules modules() {
			return (type) -> type.getSimpleName().split("(?<=[a-z])(?=[A-Z])")[0];
		}

	}

	static class DeskPoster {

		DeskPoster(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	static class DeskListener {

		@PortListener("pricing.port1")
		void on(String payload) {
		}

	}

	static class StockPoster {

		StockPoster(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	static class StockListener {

		@PortListener("pricing.port2")
		void on(String payload) {
		}

	}

	static class StockAnswerer {

		StockAnswerer(@Qualifier("pricing.port2") MessagePort port) {
		}

	}

	static class WatchAll {

		WatchAll(Map<String, MessagePort> ports) {
		}

	}

	static class TowerBoth {

		TowerBoth(MessageChannel pricing) {
		}

	}

}

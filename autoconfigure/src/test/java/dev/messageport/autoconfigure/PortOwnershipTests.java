package dev.messageport.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.shop.ShopApplication;
import dev.messageport.spring.PortOwnershipException;
import dev.messageport.spring.PortWiring;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the check that declared ends have an owner, with modules and properties.
 */
class PortOwnershipTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class))
		.withPropertyValues("messageport.channels.orders=");

	@Test
	void endThatNobodyTakesDoesNotFailUnlessStrict() {
		this.contextRunner.withUserConfiguration(ClientConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void endThatNobodyTakesFailsWhenStrict() {
		this.contextRunner.withPropertyValues("messageport.wiring.strict=true")
			.withUserConfiguration(ClientConfiguration.class)
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'orders.port2'", "messageport.channels.orders");
				assertThat(analysis.getAction()).contains("@PortListener", "messageport.wiring.ignore");
			});
	}

	@Test
	void endThatIsIgnoredMayBeFree() {
		this.contextRunner
			.withPropertyValues("messageport.wiring.strict=true", "messageport.wiring.ignore=orders.port2")
			.withUserConfiguration(ClientConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void lazyInitializationRaisesNoFalseAlarm() {
		this.contextRunner.withPropertyValues("messageport.wiring.strict=true", "spring.main.lazy-initialization=true")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(ShopApplication.class)
			.withPropertyValues("spring.profiles.active=stock")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeanFactory().containsSingleton("stockDesk")).isFalse();
			});
	}

	@Test
	void modulesArePackagesBelowTheBasePackage() {
		this.contextRunner.withUserConfiguration(ShopApplication.class)
			.withPropertyValues("spring.profiles.active=stock")
			.run((context) -> assertThat(context.getBean(PortWiring.class).channels()).singleElement()
				.satisfies((channel) -> {
					assertThat(channel.port1().owners()).extracting(PortWiring.Owner::module).containsExactly("desk");
					assertThat(channel.port2().owners()).extracting(PortWiring.Owner::module).containsExactly("stock");
				}));
	}

	@Test
	void endOfTwoModulesIsExplained() {
		this.contextRunner.withUserConfiguration(ShopApplication.class)
			.withPropertyValues("spring.profiles.active=stock,intruder")
			.run((context) -> {
				assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(PortOwnershipException.class);
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'orders.port2'", "'desk' and 'stock'",
						"dev.messageport.autoconfigure.shop.desk.Intruder",
						"dev.messageport.autoconfigure.shop.stock.OrderListener.on(String)");
				assertThat(analysis.getAction()).contains("'desk' owns 'orders.port1' already");
			});
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, ex) -> {
		}).stream().filter(PortOwnershipFailureAnalyzer.class::isInstance).findFirst().orElseThrow().analyze(failure);
	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		ClientConfiguration(@Qualifier("orders.port1") MessagePort port) {
		}

	}

}

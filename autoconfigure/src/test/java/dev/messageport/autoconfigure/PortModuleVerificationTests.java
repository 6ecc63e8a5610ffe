package dev.messageport.autoconfigure;

import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.modulith.core.ApplicationModules;

import dev.messageport.autoconfigure.shop.ShopApplication;
import dev.messageport.spring.PortWiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PortModuleVerification}.
 */
class PortModuleVerificationTests {

	private static final ApplicationModules MODULES = ApplicationModules.of(ShopApplication.class.getPackageName(),
			(location) -> true);

	private static final String ENABLED = "spring.modulith.runtime.verification-enabled=true";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MessagePortAutoConfiguration.class, MessagePortModulithAutoConfiguration.class))
		.withUserConfiguration(ShopApplication.class, ModulesConfiguration.class);

	@Test
	void modulesOneOfWhichMayDependOnTheOtherMayTalk() {
		run("stock", "orders", PortModuleVerificationTests::verify);
	}

	@Test
	void moduleWithoutRestrictionMayTalkToAll() {
		run("cellar", "cellar", PortModuleVerificationTests::verify);
	}

	@Test
	void modulesThatMayNotDependOnEachOtherFailNamingBothAndWhatIsAllowed() {
		run("billing", "bills",
				(context) -> assertThatExceptionOfType(PortModuleException.class).isThrownBy(() -> verify(context))
					.satisfies((ex) -> assertThat(ex.violations()).hasSize(1))
					.withMessageContaining("The channel 'bills', declared by the property 'messageport.channels.bills'")
					.withMessageContaining("'desk' and 'billing'")
					.withMessageContaining("'bills.port1' belongs to bean 'billDesk'")
					.withMessageContaining("'bills.port2' belongs to bean 'billListener'")
					.withMessageContaining("'desk' may depend on 'stock', 'billing' may depend on none")
					.withMessageContaining("allowedDependencies"));
	}

	@Test
	void isVerifiedAtTheStartWhenSpringModulithIs() {
		this.contextRunner.withPropertyValues(ENABLED, "messageport.channels.bills=", "spring.profiles.active=billing")
			.run((context) -> {
				assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(PortModuleException.class);
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'desk' and 'billing'");
				assertThat(analysis.getAction()).contains("allowedDependencies");
			});
	}

	@Test
	void startsWhenAllMayTalk() {
		this.contextRunner.withPropertyValues(ENABLED, "messageport.channels.orders=", "spring.profiles.active=stock")
			.run((context) -> assertThat(context).hasBean("portModuleRule").hasNotFailed());
	}

	@Test
	void isNotVerifiedUnlessSpringModulithIs() {
		run("billing", "bills", (context) -> assertThat(context).doesNotHaveBean("portModuleRule"));
	}

	@Test
	void isLeftOutWithoutSpringModulith() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.modulith"))
			.withPropertyValues(ENABLED)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MessagePortModulithAutoConfiguration.class));
	}

	private void run(String profile, String channel, ContextConsumer<AssertableApplicationContext> test) {
		this.contextRunner
			.withPropertyValues("messageport.channels." + channel + "=", "spring.profiles.active=" + profile)
			.run(test);
	}

	private static void verify(ApplicationContext context) {
		PortModuleVerification.of(MODULES).verify(context.getBean(PortWiring.class));
	}

	private static FailureAnalysis analyze(Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, ex) -> {
		}).stream().filter(PortModuleFailureAnalyzer.class::isInstance).findFirst().orElseThrow().analyze(failure);
	}

	/**
	 * In place of the bean of Spring Modulith, which never looks at classes of tests.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ApplicationModules.class)
	static class ModulesConfiguration {

		@Bean
		Supplier<ApplicationModules> modulesRuntime() {
			return () -> MODULES;
		}

	}

}

package dev.messageport.autoconfigure.monitoring;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;

import dev.messageport.MessageChannelFactory;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortEndpointAutoConfiguration}.
 */
class MessagePortEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=messageports";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
				MessagePortMonitoringAutoConfiguration.class, MessagePortEndpointAutoConfiguration.class));

	@Test
	void endpointIsThereWhenItIsExposed() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(MessagePortsEndpoint.class)
				.hasSingleBean(MessagePortsEndpointWebExtension.class)
				.doesNotHaveBean(MessagePortsEndpointJmxExtension.class));
	}

	@Test
	void endpointIsNotThereWhenItIsNotExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(MessagePortsEndpoint.class)
			.doesNotHaveBean(MessagePortsEndpointWebExtension.class));
	}

	@Test
	void endpointIsNotThereWithoutAccess() {
		this.contextRunner.withPropertyValues(EXPOSED, "management.endpoint.messageports.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(MessagePortsEndpoint.class));
	}

	@Test
	void endpointBacksOffForTheOneOfTheUser() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withBean("own", MessagePortsEndpoint.class, () -> new MessagePortsEndpoint(null, null, new Limits(1, 1)))
			.run((context) -> assertThat(context).hasSingleBean(MessagePortsEndpoint.class).hasBean("own"));
	}

	@Test
	void endpointIsNotThereWhenNothingIsCounted() {
		this.contextRunner.withPropertyValues(EXPOSED, "messageport.monitoring.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MessagePortsEndpoint.class)
				.doesNotHaveBean(MessagePortsEndpointWebExtension.class));
	}

	@Test
	void withoutActuatorThePortsWork() {
		new ApplicationContextRunner().withUserConfiguration(ByNameConfiguration.class)
			.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(MessageChannelFactory.class));
	}

	@ParameterizedTest
	@CsvSource({ "messageport.actuator.default-limit,0", "messageport.actuator.default-limit,-5",
			"messageport.actuator.max-limit,99" })
	void limitThatMakesNoSenseFailsNamingTheProperty(String property, String value) {
		this.contextRunner.withPropertyValues(EXPOSED, property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo(property)));
	}

	@Test
	void descriptionsCanBeWrittenInANativeImage() {
		TestGenerationContext generation = new TestGenerationContext();
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(
					new MapPropertySource("test", Map.of("management.endpoints.web.exposure.include", "messageports")));
		context.register(MessagePortAutoConfiguration.class, MessagePortMonitoringAutoConfiguration.class,
				MessagePortEndpointAutoConfiguration.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		for (Class<?> type : new Class<?>[] { MessagePortsDescriptor.class, ChannelDescriptor.class,
				EndDescriptor.class, EndpointDescriptor.class, NameDescriptor.class, OwnerDescriptor.class,
				ListenerDescriptor.class, EndsDescriptor.class, MessagePortsDescriptor.NodeDescriptor.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(type, type.getRecordComponents()[0].getName())).as(type.getName())
				.accepts(generation.getRuntimeHints());
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(MessagePortsEndpointWebExtension.class, "messagePort"))
			.accepts(generation.getRuntimeHints());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MessagePortAutoConfiguration.class, MessagePortEndpointAutoConfiguration.class })
	static class ByNameConfiguration {

	}

}

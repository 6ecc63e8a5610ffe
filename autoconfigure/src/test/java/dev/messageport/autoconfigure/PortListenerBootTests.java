package dev.messageport.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.EnableMessagePorts;
import dev.messageport.spring.EndpointRefusedException;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortEndpoints;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for listeners in applications of Spring Boot.
 */
class PortListenerBootTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class));

	@Test
	void enablingPortsNextToTheAutoConfigurationDoesNoHarm() {
		this.contextRunner.withUserConfiguration(Enabled.class)
			.withPropertyValues("messageport.capacity=1")
			.run((context) -> {
				assertThat(context).hasSingleBean(MessageChannelFactory.class)
					.hasSingleBean(MessagePortTemplate.class)
					.hasSingleBean(PortListenerEndpointRegistry.class);
				assertThat(context.getBean(PortEndpoints.class).names()).containsExactly("method");
			});
	}

	@Test
	void connectionsAreBoundedByProperty() {
		this.contextRunner.withUserConfiguration(Method.class)
			.withPropertyValues("messageport.endpoints.max-connections=1")
			.run((context) -> {
				MessagePortTemplate template = context.getBean(MessagePortTemplate.class);
				MessagePort open = template.connect("method");
				assertThatExceptionOfType(EndpointRefusedException.class).isThrownBy(() -> template.connect("method"));
				assertThat(open.isClosed()).isFalse();
			});
	}

	@Test
	void invalidBoundNamesTheProperty() {
		this.contextRunner.withPropertyValues("messageport.endpoints.max-connections=-1")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("messageport.endpoints.max-connections"));
	}

	@Test
	void listenersOfLazyContextsDoNotVanish() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withUserConfiguration(Method.class, OfInterface.class, OfSuperclass.class, Declared.class)
			.run((context) -> assertThat(context.getBean(PortEndpoints.class).names()).containsExactly("declared",
					"interface", "method", "super"));
	}

	@Test
	void productsOfFactoryBeansAreCreatedForTheirListeners() {
		this.contextRunner.withUserConfiguration(Product.class)
			.run((context) -> assertThat(context.getBean(PortEndpoints.class).names()).containsExactly("product"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMessagePorts
	static class Enabled extends Method {

	}

	static class Method {

		@PortListener("method")
		void on(String payload) {
		}

	}

	interface Listening {

		@PortListener("interface")
		void on(String payload);

	}

	static class OfInterface implements Listening {

		@Override
		public void on(String payload) {
		}

	}

	abstract static class Base {

		@PortListener("super")
		void on(String payload) {
		}

	}

	static class OfSuperclass extends Base {

	}

	@Configuration(proxyBeanMethods = false)
	static class Declared {

		@Bean
		DeclaredListener declared() {
			return new DeclaredListener();
		}

	}

	static class DeclaredListener {

		@PortListener("declared")
		void on(String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Product {

		@Bean
		ProductFactory product() {
			return new ProductFactory();
		}

	}

	static class ProductFactory implements FactoryBean<ProductListener> {

		@Override
		public ProductListener getObject() {
			return new ProductListener();
		}

		@Override
		public Class<?> getObjectType() {
			return ProductListener.class;
		}

	}

	static class ProductListener {

		@PortListener("product")
		void on(String payload) {
		}

	}

}

package dev.messageport.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PortOverflowException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeclaredChannels} and their bean definitions.
 */
class DeclaredChannelsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class));

	@Test
	void channelAndBothEndsAreBeans() {
		this.contextRunner.withInitializer(yaml("""
				messageport:
				  channels:
				    pricing: {}
				    stock:
				    orders-to-stock: { capacity: 1, overflow: drop-latest, block-timeout: 2s }
				""")).run((context) -> {
			assertThat(context.getBeansOfType(MessageChannel.class)).containsOnlyKeys("pricing", "stock",
					"orders-to-stock");
			assertThat(context.getBeansOfType(MessagePort.class)).containsOnlyKeys("pricing.port1", "pricing.port2",
					"stock.port1", "stock.port2", "orders-to-stock.port1", "orders-to-stock.port2");
			MessageChannel channel = context.getBean("pricing", MessageChannel.class);
			assertThat(channel.name()).isEqualTo("pricing");
			assertThat(context.getBean("pricing.port2")).isSameAs(channel.port2());
		});
	}

	@Test
	void emptyMapOfChannelsDeclaresNone() {
		this.contextRunner.withInitializer(yaml("""
				messageport:
				  channels: {}
				""")).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(MessageChannel.class)).isEmpty();
		});
	}

	@Test
	void textInPlaceOfChannelsFails() {
		this.contextRunner.withPropertyValues("messageport.channels=pricing")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void optionsOfChannelAreApplied() {
		this.contextRunner
			.withPropertyValues("messageport.capacity=1", "messageport.channels.small.capacity=2",
					"messageport.channels.small.overflow=drop-latest", "messageport.channels.inheriting=")
			.run((context) -> {
				MessagePort small = context.getBean("small.port1", MessagePort.class);
				assertThat(small.postMessage(1)).isTrue();
				assertThat(small.postMessage(2)).isTrue();
				assertThat(small.postMessage(3)).isFalse();
				MessagePort inheriting = context.getBean("inheriting.port1", MessagePort.class);
				assertThat(inheriting.postMessage(1)).isTrue();
				assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> inheriting.postMessage(2));
			});
	}

	@Test
	void blockTimeoutOfChannelIsApplied() {
		this.contextRunner
			.withPropertyValues("messageport.block-timeout=1h", "messageport.channels.small.capacity=1",
					"messageport.channels.small.overflow=block", "messageport.channels.small.block-timeout=20ms")
			.run((context) -> {
				MessagePort small = context.getBean("small.port1", MessagePort.class);
				small.postMessage(1);
				assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> small.postMessage(2));
			});
	}

	@Test
	void payloadsOfChannelAreApplied() {
		this.contextRunner
			.withPropertyValues("messageport.payloads=copy", "messageport.channels.inheriting=",
					"messageport.channels.sharing.payloads=reference")
			.run((context) -> {
				assertThat(isCopied(context.getBean("inheriting", MessageChannel.class))).isTrue();
				assertThat(isCopied(context.getBean("sharing", MessageChannel.class))).isFalse();
			});
	}

	@Test
	void nameWithDotIsKept() {
		this.contextRunner.withPropertyValues("messageport.channels[a.b].capacity=1")
			.run((context) -> assertThat(context).hasBean("a.b").hasBean("a.b.port1"));
	}

	@Test
	void endsAreInjectedByQualifier() {
		this.contextRunner.withPropertyValues("messageport.channels.pricing=")
			.withUserConfiguration(ClientConfiguration.class)
			.run((context) -> assertThat(context.getBean(Client.class).port())
				.isSameAs(context.getBean("pricing.port1")));
	}

	@Test
	void channelOfTheUserGivesTheSameBeans() {
		this.contextRunner.withUserConfiguration(PricingConfiguration.class, ClientConfiguration.class)
			.run((context) -> assertThat(context.getBean(Client.class).port())
				.isSameAs(context.getBean("pricing", MessageChannel.class).port1()));
	}

	@Test
	void nameOfAnotherBeanFailsNamingBoth() {
		this.contextRunner.withPropertyValues("messageport.channels.pricing=")
			.withUserConfiguration(PricingConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(ChannelNameException.class)
				.hasMessageContaining("'messageport.channels.pricing'")
				.hasMessageContaining("PricingConfiguration"));
	}

	@Test
	void nameOfAnotherBeanIsExplained() {
		FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, (type, name, failure) -> {
			})
			.stream()
			.filter(ChannelNameFailureAnalyzer.class::isInstance)
			.findFirst()
			.orElseThrow();
		this.contextRunner.withPropertyValues("messageport.channels.pricing=")
			.withUserConfiguration(PricingConfiguration.class)
			.run((context) -> assertThat(analyzer.analyze(context.getStartupFailure()))
				.satisfies((analysis) -> assertThat(analysis.getDescription()).contains("messageport.channels.pricing"))
				.satisfies((analysis) -> assertThat(analysis.getAction()).contains("Rename")));
	}

	@Test
	void definitionsUseFactoryMethods() {
		this.contextRunner.withPropertyValues("messageport.channels.pricing=").run((context) -> {
			BeanDefinition channel = context.getBeanFactory().getBeanDefinition("pricing");
			assertThat(channel.getFactoryBeanName()).isEqualTo("messagePortDeclaredChannels");
			assertThat(channel.getFactoryMethodName()).isEqualTo("create");
			BeanDefinition port = context.getBeanFactory().getBeanDefinition("pricing.port1");
			assertThat(port.getFactoryBeanName()).isEqualTo("pricing");
			assertThat(port.getFactoryMethodName()).isEqualTo("port1");
		});
	}

	private static boolean isCopied(MessageChannel channel) throws InterruptedException {
		Object payload = new ArrayList<>();
		channel.port1().postMessage(payload);
		return channel.port2().receive(Duration.ZERO).data() != payload;
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String content) {
		return (context) -> {
			try {
				new YamlPropertySourceLoader()
					.load("test", new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)))
					.forEach(context.getEnvironment().getPropertySources()::addFirst);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

	@Configuration(proxyBeanMethods = false)
	static class PricingConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		@Bean
		Client client(@Qualifier("pricing.port1") MessagePort port) {
			return new Client(port);
		}

	}

	record Client(MessagePort port) {

	}

}

package dev.messageport.autoconfigure.monitoring;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortModules;
import dev.messageport.spring.PortWiring;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessagePortDiagram}.
 */
class MessagePortDiagramTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(MessagePortAutoConfiguration.class, MessagePortMonitoringAutoConfiguration.class));

	@Test
	void beansAreInTheFramesOfTheirModulesWithLinesForChannels() {
		this.contextRunner.withUserConfiguration(NamedShop.class)
			.withPropertyValues(MonitoredShop.CHANNEL)
			.run((context) -> {
				MessagePort late = context.getBean(MessagePortTemplate.class).connect("late");
				late.postMessage("a");
				context.getBean("pricing.port2", MessagePort.class).postMessage("a");
				String diagram = draw(context, 100);
				assertThat(diagram).isEqualTo("""
						flowchart LR
							subgraph m0["desk"]
								n0["desk"]
							end
							subgraph m1["prices"]
								n1["priceList"]
							end
							n2(["late#32;#40;1 queued#41;"])
							n3["stock"]
							n4(["stock"])
							n0 <-->|"pricing#32;#40;1 queued#41;"| n1
							n2 --> n3
							n4 --> n3
							classDef unknown stroke-dasharray:4
						""").satisfies(Mermaid::parses);
				assertThat(draw(context, 100)).isEqualTo(diagram);
				late.close();
			});
	}

	@Test
	void endWithoutOwnerHasANodeOfItsOwn() {
		this.contextRunner.withPropertyValues("messageport.channels.lonely=")
			.run((context) -> assertThat(draw(context, 100)).contains("n0[\"unknown\"]:::unknown\n",
					"n1[\"unknown\"]:::unknown\n", "n0 <-->|\"lonely\"| n1\n"));
	}

	@Test
	void channelThatHasClosedSaysSo() {
		this.contextRunner.withPropertyValues("messageport.channels.lonely=").run((context) -> {
			context.getBean("lonely", MessageChannel.class).close();
			assertThat(draw(context, 100)).contains("|\"lonely#32;#40;closed#41;\"|");
		});
	}

	@Test
	void channelOfSeveralBeansAtBothEndsIsANode() {
		this.contextRunner.withUserConfiguration(CrowdConfiguration.class)
			.withPropertyValues("messageport.channels.crowd=")
			.run((context) -> assertThat(draw(context, 100))
				.contains("n4{{\"crowd\"}}\n", "n0 <--> n4\n", "n1 <--> n4\n", "n4 <--> n2\n", "n4 <--> n3\n")
				.doesNotContain("|")
				.satisfies(Mermaid::parses));
	}

	@Test
	void beanWithTheEndHidesThoseThatMayHaveIt() {
		this.contextRunner.withUserConfiguration(ChannelConfiguration.class)
			.withPropertyValues("messageport.channels.crowd=")
			.run((context) -> assertThat(draw(context, 100)).contains("[\"sure\"]", "[\"maybe\"]")
				.contains("n0 <-->|\"crowd\"| n1\n")
				.satisfies(Mermaid::parses));
	}

	@Test
	void whatIsTooMuchIsCounted() {
		this.contextRunner.withPropertyValues(channels(5, "c"))
			.run((context) -> assertThat(draw(context, 2)).contains("\"c0\"", "\"c1\"", "[\"3 more\"]:::unknown")
				.doesNotContain("\"c2\""));
	}

	@Test
	void diagramIsNeverMoreThanMermaidDraws() {
		String odd = "_".repeat(100);
		this.contextRunner.withPropertyValues(channels(300, odd)).run((context) -> {
			String diagram = draw(context, 1_000);
			assertThat(diagram).hasSizeBetween(20_000, 50_000)
				.containsPattern("\"\\d+ more\"")
				.satisfies(Mermaid::parses);
		});
	}

	private static String[] channels(int number, String prefix) {
		return IntStream.range(0, number)
			.mapToObj((i) -> "messageport.channels.[" + prefix + i + "]=")
			.toArray(String[]::new);
	}

	private static String draw(ApplicationContext context, int limit) {
		return new MessagePortDiagram(
				new MonitoredPorts(context.getBean(PortWiring.class), context.getBean(PortStatistics.class)))
			.draw(limit);
	}

	@Configuration(proxyBeanMethods = false)
	static class NamedShop {

		@Bean
		PortModules modules() {
			return new MonitoredShop().modules();
		}

		@Bean
		MonitoredShop.Desk desk(@Qualifier("pricing.port1") MessagePort port) {
			return new MonitoredShop.Desk(port);
		}

		@Bean
		MonitoredShop.PriceList priceList() {
			return new MonitoredShop.PriceList();
		}

		@Bean
		MonitoredShop.Stock stock() {
			return new MonitoredShop.Stock();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CrowdConfiguration {

		@Bean
		Object first(@Qualifier("crowd.port1") MessagePort port) {
			return "1";
		}

		@Bean
		Object second(@Qualifier("crowd.port1") MessagePort port) {
			return "2";
		}

		@Bean
		Object third(@Qualifier("crowd.port2") MessagePort port) {
			return "3";
		}

		@Bean
		Object fourth(@Qualifier("crowd.port2") MessagePort port) {
			return "4";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		Object sure(@Qualifier("crowd.port1") MessagePort port) {
			return "1";
		}

		@Bean
		Object maybe(@Qualifier("crowd") MessageChannel channel) {
			return "2";
		}

	}

}

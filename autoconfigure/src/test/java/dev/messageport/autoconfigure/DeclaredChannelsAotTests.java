package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for channels that are declared by properties, in application contexts that were
 * processed ahead of time.
 */
class DeclaredChannelsAotTests {

	private static final Map<String, Object> PROPERTIES = Map.of("messageport.channels.pricing.capacity", "2");

	@Test
	@CompileWithForkedClassLoader
	void generatedContextHasDeclaredChannelsWithTheirOptions() {
		runGenerated((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			port.postMessage("a");
			assertThat(receive(port)).isEqualTo("1 a");
			MessagePort connected = context.getBean(MessagePortTemplate.class).connect("stock");
			connected.postMessage("none");
			connected.postMessage("7");
			assertThat(receive(connected)).isEqualTo("7 left");
		});
	}

	@SuppressWarnings("unchecked")
	private void runGenerated(Consumer<GenericApplicationContext> test) {
		TestGenerationContext generation = new TestGenerationContext();
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(ApplicationConfiguration.class);
		withProperties(context);
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext generated = new GenericApplicationContext()) {
				withProperties(generated);
				compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName())
					.initialize(generated);
				generated.refresh();
				test.accept(generated);
			}
		});
	}

	private static void withProperties(GenericApplicationContext context) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", PROPERTIES));
	}

	private static Object receive(MessagePort port) {
		try {
			MessageEvent event = port.receive(Duration.ofSeconds(10));
			assertThat(event).isNotNull();
			return event.data();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TaskExecutionAutoConfiguration.class, MessagePortAutoConfiguration.class })
	static class ApplicationConfiguration {

		@PortListener("pricing.port2")
		String price(String item) {
			return "1 " + item;
		}

		@PortListener(port = "stock", condition = "payload != 'none'")
		String stock(int amount) {
			return amount + " left";
		}

	}

}

package dev.messageport.spring;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.util.ReflectionUtils;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for application contexts that were processed ahead of time.
 */
class MessagePortAotTests {

	@Test
	@CompileWithForkedClassLoader
	void generatedContextHasEndsAndListeners() {
		TestGenerationContext generation = new TestGenerationContext();
		runGenerated(generation, (context) -> {
			MessagePort port = context.getBean(Client.class).port;
			assertThat(port).isSameAs(context.getBean("pricing", MessageChannel.class).port1());
			port.postMessage("apples");
			assertThat(Recorder.receive(port)).isEqualTo("1 apples");
		});
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ReflectionUtils.findMethod(Prices.class, "quote", String.class)))
			.accepts(generation.getRuntimeHints());
	}

	@SuppressWarnings("unchecked")
	private void runGenerated(TestGenerationContext generation, Consumer<GenericApplicationContext> test) {
		AnnotationConfigApplicationContext context = TestContext.create(ChannelConfiguration.class, Prices.class,
				Client.class);
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext generated = new GenericApplicationContext()) {
				compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName())
					.initialize(generated);
				generated.refresh();
				test.accept(generated);
			}
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	static class Prices {

		@PortListener("pricing.port2")
		String quote(String item) {
			return "1 " + item;
		}

	}

	static class Client {

		private final MessagePort port;

		Client(@Qualifier("pricing.port1") MessagePort port) {
			this.port = port;
		}

	}

}

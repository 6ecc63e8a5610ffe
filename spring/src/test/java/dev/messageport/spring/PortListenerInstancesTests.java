package dev.messageport.spring;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortListener} methods of objects that have several names, an unusual
 * one, or follow each other under the same.
 */
class PortListenerInstancesTests {

	@Test
	void beanWithTwoNamesIsRegisteredOnce() {
		TestContext.run((context) -> assertThat(ask(context)).isEqualTo("one a"), TwoNamesConfiguration.class);
	}

	@Test
	void proxiedBeanWithTwoNamesIsRegisteredOnce() {
		TestContext.run((context) -> assertThat(String.valueOf(ask(context))).contains("one a"),
				PortListenerProxyTests.ClassProxyConfiguration.class, TwoNamesConfiguration.class);
	}

	@Test
	void nameOfScopedTargetWithoutProxyIsANameLikeAnyOther() {
		TestContext.run((context) -> assertThat(ask(context)).isEqualTo("scoped a"), ScopedNameConfiguration.class);
	}

	@Test
	void nextTestInstanceTakesThePlaceOfThePrevious() {
		TestContext.run((context) -> {
			AutowireCapableBeanFactory beanFactory = context.getAutowireCapableBeanFactory();
			String name = EchoListener.class.getName() + AutowireCapableBeanFactory.ORIGINAL_INSTANCE_SUFFIX;
			beanFactory.initializeBean(new EchoListener("first"), name);
			assertThat(ask(context)).isEqualTo("first a");
			beanFactory.initializeBean(new EchoListener("second"), name);
			assertThat(ask(context)).isEqualTo("second a");
		});
	}

	@Test
	void messageNamesTheClassOfTheUser() {
		assertThat(TestContext.failure(EnhancedConfiguration.class))
			.hasStackTraceContaining("EnhancedConfiguration.on()")
			.satisfies((ex) -> assertThat(ex).hasMessageNotContaining("$$"));
	}

	@Test
	void nameThatNoChannelCanHaveFailsNamingTheListener() {
		assertThat(TestContext.failure(RefusedName.class)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("RefusedName.on()")
			.hasMessageContaining("control characters");
	}

	private static Object ask(AnnotationConfigApplicationContext context) {
		MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect("echo");
		port.postMessage("a");
		return Recorder.receive(port);
	}

	static class EchoListener {

		private final String prefix;

		EchoListener() {
			this("");
		}

		EchoListener(String prefix) {
			this.prefix = prefix;
		}

		@PortListener("echo")
		String echo(String payload) {
			return this.prefix + " " + payload;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoNamesConfiguration {

		@Bean
		EchoListener one() {
			return new EchoListener("one");
		}

		@Bean
		Object two(EchoListener one) {
			return one;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedNameConfiguration {

		@Bean("scopedTarget.echo")
		EchoListener echo() {
			return new EchoListener("scoped");
		}

	}

	@Configuration
	static class EnhancedConfiguration {

		@Bean
		String enhancing() {
			return "enhanced because of this method";
		}

		@PortListener("nowhere.port1")
		void on() {
		}

	}

	static class RefusedName {

		@PortListener("a\tb")
		void on() {
		}

	}

}

package dev.messageport.spring;

import java.util.Map;
import java.util.function.Consumer;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.stereotype.Component;
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
		}, ChannelConfiguration.class, Prices.class, Client.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ReflectionUtils.findMethod(Prices.class, "quote", String.class)))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	@CompileWithForkedClassLoader
	void generatedContextConvertsSelectsAndAnswers() {
		runGenerated(new TestGenerationContext(), (context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			assertThat(ListenerWorld.ask(port, "{\"item\": \"apples\", \"amount\": 2}")).isEqualTo("2 apples");
			assertThat(ListenerWorld.ask(port, Map.of("item", "pears", "amount", 20))).isEqualTo("20 pears, wholesale");
			assertThat(ListenerWorld.ask(port, new StringBuilder("plums"))).isEqualTo("made of plums");
			assertThat(ListenerWorld.failure(port, 1L)).isInstanceOf(MessageConversionException.class);
		}, ChannelConfiguration.class, Orders.class, MadeOfConverter.class);
	}

	@Test
	@CompileWithForkedClassLoader
	void generatedContextHasEndpointsBehindProxiesAndRequests() {
		runGenerated(new TestGenerationContext(), (context) -> {
			assertThat(context.getBean("stock")).isInstanceOf(SpringProxy.class).isNotInstanceOf(StockCounter.class);
			MessagePortTemplate template = new MessagePortTemplate(context.getBean(PortEndpoints.class));
			assertThat(ListenerWorld.within(template.request("stock", "apples", String.class)).join())
				.isEqualTo("advised 3 apples");
		}, ProxyConfiguration.class);
	}

	@SuppressWarnings("unchecked")
	private void runGenerated(TestGenerationContext generation, Consumer<GenericApplicationContext> test,
			Class<?>... components) {
		AnnotationConfigApplicationContext context = TestContext.create(components);
		var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext generated = new GenericApplicationContext()) {
				// That of the interfaces that proxies implement
				generated.setClassLoader(MessagePortAotTests.class.getClassLoader());
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

	record Order(String item, int amount) {
	}

	static class Orders {

		@PortListener("pricing.port2")
		String order(Order order) {
			return order.amount() + " " + order.item();
		}

		@PortListener(port = "pricing.port2",
				condition = "payload instanceof T(java.util.Map) && payload['amount'] > 9")
		String wholesale(Order order) {
			return order(order) + ", wholesale";
		}

		@PortListener(port = "pricing.port2", condition = "payload instanceof T(StringBuilder)",
				messageConverter = "madeOf")
		String other(Made made) {
			return "made of " + made.from();
		}

	}

	record Made(Object from) {
	}

	@Component("madeOf")
	static class MadeOfConverter implements MessageConverter {

		@Override
		public Object fromMessage(Message<?> message, Class<?> type) {
			return new Made(message.getPayload());
		}

		@Override
		public Message<?> toMessage(Object payload, MessageHeaders headers) {
			throw new UnsupportedOperationException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxyConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor advisor() {
			MethodInterceptor advice = (call) -> "advised " + call.proceed();
			NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(advice);
			advisor.setMappedName("countItems");
			return advisor;
		}

		@Bean
		StockCounter stock() {
			return new StockCounter();
		}

	}

	interface Counter {

		String countItems(String item);

	}

	static class StockCounter implements Counter {

		@Override
		@PortListener("stock")
		public String countItems(String item) {
			return "3 " + item;
		}

	}

}

package dev.messageport.spring;

import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for typed services in application contexts that were processed ahead of time.
 */
class PortServiceAotTests {

	@Test
	@CompileWithForkedClassLoader
	void generatedContextCallsAndHasHints() {
		TestGenerationContext generation = new TestGenerationContext();
		runGenerated(generation, (context) -> {
			Price price = context.getBean("prices", Prices.class).price(new Item("apples"));
			assertThat(price).isEqualTo(new Price("apples", 3));
		});
		RuntimeHints hints = generation.getRuntimeHints();
		assertThat(
				RuntimeHintsPredicates.proxies().forInterfaces(AopProxyUtils.completeJdkProxyInterfaces(Prices.class)))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ReflectionUtils.findMethod(Prices.class, "price", Item.class))).accepts(hints);
		for (Class<?> type : new Class<?>[] { Item.class, Price.class, PortCall.class, PortCall.Transferred.class }) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints);
		}
	}

	@SuppressWarnings("unchecked")
	private void runGenerated(TestGenerationContext generation, Consumer<GenericApplicationContext> test) {
		AnnotationConfigApplicationContext context = TestContext.create(ClientConfiguration.class, DefaultPrices.class);
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

	record Item(String name) {

	}

	record Price(String name, int euros) {

	}

	interface Prices {

		@PortExchange
		Price price(Item item);

	}

	@PortService("prices")
	static class DefaultPrices implements Prices {

		@Override
		public Price price(Item item) {
			return new Price(item.name(), 3);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		@Bean
		MessagePortTemplate ports(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

		@Bean
		PortServiceProxyFactory priceServices(MessagePortTemplate ports) {
			return PortServiceProxyFactory.builderFor(ports, "prices").build();
		}

		@Bean
		Prices prices(PortServiceProxyFactory priceServices) {
			return priceServices.createClient(Prices.class);
		}

	}

}

package dev.messageport.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.test.context.ContextConfiguration;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.autoconfigure.slice.EchoListener;
import dev.messageport.autoconfigure.slice.PriceList;
import dev.messageport.autoconfigure.slice.PricingListener;
import dev.messageport.autoconfigure.slice.SliceApplication;
import dev.messageport.autoconfigure.slice.SmallQueues;
import dev.messageport.autoconfigure.slice.StampingInterceptor;
import dev.messageport.autoconfigure.slice.StockListener;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.UnknownEndpointException;
import dev.messageport.test.DeterministicExecutor;
import dev.messageport.test.MessagePortTest;
import dev.messageport.test.PortAssertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessagePortTest}.
 */
class MessagePortTestTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Nested
	@MessagePortTest
	@ContextConfiguration(classes = SliceApplication.class)
	class Everything {

		@Autowired
		private ApplicationContext context;

		@Autowired
		private MessagePortTemplate ports;

		@Test
		void componentsThatHaveToDoWithPortsAreFound() {
			assertThat(this.context.getBeanProvider(PricingListener.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(StockListener.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(EchoListener.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(StampingInterceptor.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(SmallQueues.class)).hasSize(1);
		}

		@Test
		void otherComponentsAreNotFound() {
			assertThat(this.context.getBeanProvider(PriceList.class)).isEmpty();
		}

		@Test
		void listenersAreCalledThroughPorts() {
			assertThat(this.ports.request("stock", "apples", Integer.class)).succeedsWithin(TIMEOUT).isEqualTo(6);
			assertThat(this.ports.request("repeat", "apples", String.class)).succeedsWithin(TIMEOUT)
				.isEqualTo("apples");
			assertThat(this.ports.request("pricing", "apples", Integer.class)).failsWithin(TIMEOUT)
				.withThrowableThat()
				.withCauseInstanceOf(NoSuchBeanDefinitionException.class);
		}

		@Test
		void endsWithoutListenersAreNoMistakeInASlice() {
			assertThat(this.context.getEnvironment().getProperty("messageport.wiring.strict")).isEqualTo("false");
		}

		@Test
		void portsAreConfiguredAsInTheApplication() {
			assertThat(this.context.getBeanProvider(AsyncTaskExecutor.class)).hasSize(1);
			try (MessageChannel channel = this.context.getBean(MessageChannelFactory.class).create()) {
				channel.port1().postMessage("a");
				PortAssertions.assertThat(channel.port2()).receives("a").withHeader("stamp", "slice");
			}
		}

	}

	@Nested
	@MessagePortTest(value = PricingListener.class,
			properties = { "messageport.channels.orders.capacity=5", "from.the=slice", "messageport.wiring.strict=true",
					"messageport.wiring.ignore=orders" },
			excludeAutoConfiguration = TaskExecutionAutoConfiguration.class)
	@ContextConfiguration(classes = SliceApplication.class)
	@Import(Narrowed.Prices.class)
	class Narrowed {

		@Autowired
		private ApplicationContext context;

		@Autowired
		private MessagePortTemplate ports;

		@Autowired
		private DeterministicExecutor executor;

		@Test
		void onlyTheListenerThatIsNamedIsFound() {
			assertThat(this.context.getBeanProvider(PricingListener.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(StockListener.class)).isEmpty();
			assertThat(this.context.getBeanProvider(EchoListener.class)).isEmpty();
			assertThat(this.context.getBeanProvider(StampingInterceptor.class)).hasSize(1);
			assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> this.ports.connect("stock"));
		}

		@Test
		void whatTheListenerNeedsIsImportedAndListenersRunWhenTheTestSaysSo() {
			var price = this.ports.request("pricing", "apples", Integer.class);
			assertThat(price).isNotDone();
			this.executor.runAll();
			assertThat(price).isCompletedWithValue(300);
		}

		@Test
		void propertiesAreSetAndDeclareChannels(@Autowired Environment environment) {
			assertThat(environment.getProperty("from.the")).isEqualTo("slice");
			assertThat(environment.getProperty("messageport.wiring.strict")).isEqualTo("true");
			assertThat(this.context.getBean("orders")).isInstanceOf(MessageChannel.class);
		}

		@Test
		void autoConfigurationIsLeftOut() {
			assertThat(this.context.getBeanProvider(AsyncTaskExecutor.class)).isEmpty();
		}

		@TestConfiguration(proxyBeanMethods = false)
		static class Prices {

			@Bean
			PriceList priceList() {
				return new PriceList() {

					@Override
					public int of(String item) {
						return 50 * item.length();
					}

				};
			}

			@Bean
			DeterministicExecutor deterministicExecutor() {
				return new DeterministicExecutor();
			}

			@Bean
			MessageChannelFactoryBuilderCustomizer deterministicDelivery(DeterministicExecutor executor) {
				return (builder) -> builder.executor(executor);
			}

		}

	}

	@Nested
	@MessagePortTest(useDefaultFilters = false,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE,
					classes = { PriceList.class, StockListener.class }),
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = StockListener.class))
	@ContextConfiguration(classes = SliceApplication.class)
	class Filtered {

		@Autowired
		private ApplicationContext context;

		@Test
		void onlyWhatTheFiltersWantIsFound() {
			assertThat(this.context.getBeanProvider(PriceList.class)).hasSize(1);
			assertThat(this.context.getBeanProvider(StockListener.class)).isEmpty();
			assertThat(this.context.getBeanProvider(EchoListener.class)).isEmpty();
			assertThat(this.context.getBeanProvider(SmallQueues.class)).isEmpty();
		}

	}

}

package guide;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.micrometer.common.KeyValues;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import dev.messageport.spring.DefaultPortListenerObservationConvention;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerObservationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/monitoring.md}.
 */
class MonitoringGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final Queue<Map<String, String>> seen = new ConcurrentLinkedQueue<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Shop.class);

	@Test
	void conventionAddsATag() {
		this.contextRunner.run((context) -> {
			context.getBean(MessagePortTemplate.class).post("orders", "apples");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Awaitility.await()
				.atMost(SOON)
				.untilAsserted(() -> assertThat(
						registry.find("messageport.listener").tags("shop", "berlin", "channel", "orders").timer())
					.isNotNull());
		});
	}

	@Test
	void mdcGoesAlongWithTheMessage() {
		seen.clear();
		// tag::mdc[]
		ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("user", "order"));
		// end::mdc[]
		try {
			this.contextRunner.withPropertyValues("messageport.observation.propagate-context=true").run((context) -> {
				MDC.put("user", "ada");
				MDC.put("secret", "x");
				context.getBean(MessagePortTemplate.class).post("orders", "apples");
				Awaitility.await().atMost(SOON).until(() -> !seen.isEmpty());
				assertThat(seen.element()).containsEntry("user", "ada").doesNotContainKey("secret");
			});
		}
		finally {
			MDC.clear();
			ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BerlinConvention.class)
	static class Shop {

		@PortListener("orders")
		void order(String order) {
			Map<String, String> context = MDC.getCopyOfContextMap();
			seen.add((context != null) ? context : Map.of());
		}

	}

	// tag::convention[]
	@Component
	static class BerlinConvention extends DefaultPortListenerObservationConvention {

		@Override
		public KeyValues getLowCardinalityKeyValues(PortListenerObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("shop", "berlin");
		}

	}
	// end::convention[]

}

package guide;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/threads-and-ordering.md}.
 */
@SpringBootTest(properties = "messageport.channels.reports.capacity=100")
class ThreadsGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Autowired
	@Qualifier("reports.port1")
	private MessagePort reports;

	@Autowired
	private PortListenerEndpointRegistry registry;

	@Test
	void listenerHasAnExecutorOfItsOwn() {
		assertThat(this.reports.request("sales", String.class)).succeedsWithin(SOON)
			.asString()
			.startsWith("sales by slow-");
	}

	@Test
	void listenerIsPaused() throws InterruptedException {
		// tag::pause[]
		this.registry.pause("reports");
		this.reports.postMessage("waits");
		assertThat(this.registry.isPaused("reports")).isTrue();
		this.registry.resume("reports");
		// end::pause[]
		assertThat(this.reports.receive(SOON).data()).asString().startsWith("waits by slow-");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Reports {

		// tag::executor[]
		@PortListener(port = "reports.port2", id = "reports", executor = "slowWork")
		String report(String name) {
			return name + " by " + Thread.currentThread().getName();
		}

		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor slowWork() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("slow-");
			return executor;
		}
		// end::executor[]

	}

}

package guide;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.test.DeterministicExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The snippets of {@code docs/testing.md} that need Spring Boot.
 */
@SpringBootTest
class ExecutorGuideTests {

	@Autowired
	private MessagePortTemplate ports;

	@Autowired
	private DeterministicExecutor executor;

	@Test
	void listenersRunWhenTheTestSaysSo() {
		// tag::run[]
		CompletableFuture<String> answer = this.ports.request("echo", "hello", String.class);
		this.executor.runAll();
		assertThat(answer).isCompletedWithValue("echo of hello");
		// end::run[]
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@PortListener("echo")
		String echo(String text) {
			return "echo of " + text;
		}

		// tag::customizer[]
		@Bean
		DeterministicExecutor executor() {
			return new DeterministicExecutor();
		}

		@Bean
		MessageChannelFactoryBuilderCustomizer executorOfPorts(DeterministicExecutor executor) {
			return (builder) -> builder.executor(executor);
		}
		// end::customizer[]

	}

}

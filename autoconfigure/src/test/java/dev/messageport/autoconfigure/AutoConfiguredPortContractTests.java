package dev.messageport.autoconfigure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.ChannelObserver;
import dev.messageport.ChannelOptions;
import dev.messageport.ChannelSide;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PortInterceptor;
import dev.messageport.test.MessagePortContract;
import dev.messageport.test.PortPair;

/**
 * The contract of all ports, for those of an application context: with its executor, and
 * with an interceptor.
 */
class AutoConfiguredPortContractTests extends MessagePortContract {

	private static AnnotationConfigApplicationContext context;

	@BeforeAll
	static void start() {
		context = new AnnotationConfigApplicationContext(Application.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@Override
	protected PortPair open(ChannelOptions options) {
		return PortPair.of(context.getBean(MessageChannelFactory.class).create(options));
	}

	@Override
	protected void loseOwner(MessagePort port) {
		context.getBean(Sides.class).byId.get(port.id()).close(CloseReason.OWNER_GONE);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MessagePortAutoConfiguration.class, TaskExecutionAutoConfiguration.class })
	static class Application {

		@Bean
		Sides sides() {
			return new Sides();
		}

		@Bean
		PortInterceptor interceptor() {
			return new PortInterceptor() {
			};
		}

	}

	private static final class Sides implements ChannelObserver {

		private final Map<String, ChannelSide> byId = new ConcurrentHashMap<>();

		@Override
		public void opened(ChannelSide side) {
			this.byId.put(side.id(), side);
		}

	}

}

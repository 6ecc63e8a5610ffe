package dev.messageport.spring;

import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannelFactory;
import dev.messageport.PortErrorHandler;

/**
 * Runs an application context with a channel factory and the given components.
 */
final class TestContext {

	private TestContext() {
	}

	static void run(Consumer<AnnotationConfigApplicationContext> test, Class<?>... components) {
		try (AnnotationConfigApplicationContext context = create(components)) {
			context.refresh();
			test.accept(context);
		}
	}

	static AnnotationConfigApplicationContext create(Class<?>... components) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(FactoryConfiguration.class);
		for (Class<?> component : components) {
			context.register(component);
		}
		return context;
	}

	static Throwable failure(Class<?>... components) {
		try (AnnotationConfigApplicationContext context = create(components)) {
			context.refresh();
			throw new AssertionError("Should have failed");
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(MessagePortConfiguration.class)
	static class FactoryConfiguration {

		@Bean
		MessageChannelFactory channels(ChannelObserver observer, ObjectProvider<PortErrorHandler> errorHandler) {
			MessageChannelFactory.Builder builder = MessageChannelFactory.builder().observer(observer);
			errorHandler.ifAvailable(builder::errorHandler);
			return builder.build();
		}

	}

}

package dev.messageport.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PayloadStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that is restarted in the same JVM with its classes loaded
 * anew, as Spring Boot's developer tools do, while this library stays loaded.
 */
class RestartTests {

	@Test
	void nextGenerationWorksAndThePreviousOneIsCollected() throws Exception {
		WeakReference<ClassLoader> first = run();
		WeakReference<ClassLoader> second = run();
		Garbage.collectUntil(() -> first.refersTo(null) && second.refersTo(null));
	}

	/**
	 * Run one generation of the application.
	 * @return its class loader
	 */
	private static WeakReference<ClassLoader> run() throws Exception {
		ClassLoader loader = new ApplicationClassLoader();
		Class<?> type = loader.loadClass(Application.class.getName());
		assertThat(type).isNotEqualTo(Application.class);
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(loader);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setClassLoader(loader);
			context.register(type);
			context.refresh();
			String answer = new MessagePortTemplate(context.getBean(PortEndpoints.class))
				.request("greet", "world", String.class)
				.get(10, TimeUnit.SECONDS);
			assertThat(answer).isEqualTo("hello world");
			assertThat(context.getBean(PortWiring.class).channels()).hasSize(1);
			MessagePort port = context.getBean("orders.port1", MessagePort.class);
			Object order = BeanUtils.instantiateClass(loader.loadClass(Order.class.getName()));
			port.postMessage(order);
			assertThat(Recorder.receive(port)).isNotSameAs(order).hasToString("order");
		}
		finally {
			thread.setContextClassLoader(before);
		}
		return new WeakReference<>(loader);
	}

	/**
	 * Loads the classes of the application itself, all others from its parent.
	 */
	private static final class ApplicationClassLoader extends ClassLoader {

		private static final String PREFIX = RestartTests.class.getName();

		ApplicationClassLoader() {
			super(RestartTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && name.startsWith(PREFIX)) {
					byte[] bytes = read(name);
					loaded = defineClass(name, bytes, 0, bytes.length);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
		}

		private byte[] read(String name) {
			try (InputStream input = getResourceAsStream(name.replace('.', '/') + ".class")) {
				return input.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(MessagePortConfiguration.class)
	static class Application {

		@Bean
		MessageChannelFactory channels(ChannelObserver observer) {
			return MessageChannelFactory.builder().observer(observer).payloads(PayloadStrategy.COPY).build();
		}

		@Bean
		MessageChannel orders(MessageChannelFactory channels) {
			return channels.create("orders");
		}

		@Bean
		Shop shop(@Qualifier("orders.port1") MessagePort port) {
			return new Shop();
		}

	}

	static class Shop {

		@PortListener("greet")
		String greet(String name) {
			return "hello " + name;
		}

		@PortListener("orders.port2")
		Order order(Order order) {
			return order;
		}

	}

	static class Order {

		private final StringBuilder text = new StringBuilder("order");

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

}

package dev.messageport.spring;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PortListener} methods of beans that are destroyed: none is called for
 * a bean that has gone.
 */
class PortListenerDestructionTests {

	@Test
	void listenerInClosedChildIsNotCalledAtPortOfParent() {
		assertNotCalledOnceChildHasClosed(Listener.class);
	}

	@Test
	void proxiedListenerInClosedChildIsNotCalledAtPortOfParent() {
		assertNotCalledOnceChildHasClosed(PortListenerProxyTests.ClassProxyConfiguration.class, Listener.class);
	}

	@Test
	void productOfFactoryBeanInClosedChildIsNotCalledAtPortOfParent() {
		assertNotCalledOnceChildHasClosed(ProductConfiguration.class);
	}

	@Test
	void endpointAndItsConnectionsGoWithTheBean() {
		TestContext.run((context) -> {
			context.getBean(LazyEndpoint.class);
			PortEndpoints endpoints = context.getBean(PortEndpoints.class);
			MessagePort port = new MessagePortTemplate(endpoints).connect("lazy");
			port.postMessage("a");
			assertThat(Recorder.receive(port)).isEqualTo("a");
			destroy(context, "portListenerDestructionTests.LazyEndpoint");
			assertThat(endpoints.names()).isEmpty();
			assertThat(port.isClosed()).isTrue();
			assertThatExceptionOfType(EndpointGoneException.class).isThrownBy(() -> endpoints.connect("lazy"));
		}, LazyEndpoint.class);
	}

	@Test
	void beanThatIsCreatedAnewTakesThePlaceOfTheOneThatHasGone() {
		TestContext.run((context) -> {
			LazyEndpoint first = context.getBean(LazyEndpoint.class);
			destroy(context, "portListenerDestructionTests.LazyEndpoint");
			assertThat(context.getBean(LazyEndpoint.class)).isNotSameAs(first);
			MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect("lazy");
			port.postMessage("a");
			assertThat(Recorder.receive(port)).isEqualTo("a");
		}, LazyEndpoint.class);
	}

	@Test
	void listenerOfAnotherBeanKeepsTheEndpoint() {
		TestContext.run((context) -> {
			context.getBean(LazyEndpoint.class);
			destroy(context, "portListenerDestructionTests.LazyEndpoint");
			PortEndpoints endpoints = context.getBean(PortEndpoints.class);
			assertThat(endpoints.names()).containsExactly("lazy");
			MessagePort port = new MessagePortTemplate(endpoints).connect("lazy");
			assertThat(Recorder.receive(port)).isEqualTo("welcome");
		}, LazyEndpoint.class, Greeter.class);
	}

	@Test
	void peersOfEndpointLearnThatTheContextHasGone() throws Exception {
		MessagePort port;
		try (AnnotationConfigApplicationContext context = TestContext.create(LazyEndpoint.class)) {
			context.refresh();
			context.getBean(LazyEndpoint.class);
			port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect("lazy");
		}
		assertThat(port.closed().toCompletableFuture().get().reason()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	void beanWithRefusedListenerLeavesNoOtherBehind() {
		TestContext.run((context) -> {
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> context.getBean(HalfRefused.class))
					.withMessageContaining("'missing.port1'");
			}
			assertThat(context.getBean(PortEndpoints.class).names()).isEmpty();
		}, HalfRefused.class);
	}

	@Test
	void onlyBeansWithListenersRequireDestruction() {
		TestContext.run((context) -> {
			PortListenerAnnotationBeanPostProcessor processor = context
				.getBean(PortListenerAnnotationBeanPostProcessor.class);
			assertThat(processor.requiresDestruction(context.getBean(Greeter.class))).isTrue();
			assertThat(processor.requiresDestruction(context.getBean(PortEndpoints.class))).isFalse();
		}, Greeter.class);
	}

	private static void assertNotCalledOnceChildHasClosed(Class<?>... components) {
		TestContext.run((parent) -> {
			Recorder recorder = parent.getBean(Recorder.class);
			MessagePort port = parent.getBean("pricing.port1", MessagePort.class);
			try (AnnotationConfigApplicationContext child = TestContext.create(components)) {
				child.setParent(parent);
				child.refresh();
				port.postMessage("open");
				assertThat(recorder.awaitEvents(1)).containsExactly("open");
			}
			port.postMessage("gone");
			Awaitility.await()
				.during(Recorder.QUIET)
				.until(() -> parent.getBean("pricing.port2", MessagePort.class).queued() == 1);
			assertThat(recorder.events()).containsExactly("open");
		}, ParentConfiguration.class);
	}

	private static void destroy(AnnotationConfigApplicationContext context, String name) {
		context.getDefaultListableBeanFactory().destroySingleton(name);
	}

	@Configuration(proxyBeanMethods = false)
	static class ParentConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Listener {

		@Autowired
		Recorder recorder;

		@PortListener("pricing.port2")
		void on(String payload) {
			this.recorder.record(payload);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProductConfiguration {

		@Bean
		ProductFactory product(ConfigurableBeanFactory beanFactory) {
			return new ProductFactory(beanFactory.getBean(Recorder.class));
		}

		@Bean
		Object user(Listener product) {
			return "uses " + product;
		}

	}

	record ProductFactory(Recorder recorder) implements FactoryBean<Listener> {

		@Override
		public Listener getObject() {
			Listener listener = new Listener();
			listener.recorder = this.recorder;
			return listener;
		}

		@Override
		public Class<?> getObjectType() {
			return Listener.class;
		}

	}

	@Lazy
	static class LazyEndpoint implements DisposableBean {

		private volatile boolean gone;

		@PortListener("lazy")
		Object on(Object payload) {
			return this.gone ? "gone" : payload;
		}

		@Override
		public void destroy() {
			this.gone = true;
		}

	}

	static class Greeter {

		@PortListener("lazy")
		String greet(ConnectEvent event) {
			return "welcome";
		}

	}

	@Lazy
	static class HalfRefused {

		@PortListener("fine")
		void fine() {
		}

		@PortListener("missing.port1")
		void refused() {
		}

	}

}

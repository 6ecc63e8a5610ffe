package dev.messageport.spring;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortListener} methods of beans that are proxied.
 */
class PortListenerProxyTests {

	@Test
	void classProxyIsCalled() {
		TestContext.run((context) -> assertThat(ask(context, "class")).isEqualTo("[a]"), ClassProxyConfiguration.class,
				ClassListener.class);
	}

	@Test
	void interfaceProxyIsCalled() {
		TestContext.run((context) -> assertThat(ask(context, "interface")).isEqualTo("[a]"),
				InterfaceProxyConfiguration.class, InterfaceListener.class);
	}

	@Test
	void interfaceProxyWithAnnotationOnInterfaceIsCalled() {
		TestContext.run((context) -> assertThat(ask(context, "annotated")).isEqualTo("[a]"),
				InterfaceProxyConfiguration.class, AnnotatedInterfaceListener.class);
	}

	@Test
	void methodMissingFromInterfaceProxyFailsNamingIt() {
		assertThat(TestContext.failure(InterfaceProxyConfiguration.class, HiddenListener.class))
			.hasStackTraceContaining("Need to invoke method 'hidden'");
	}

	@Test
	void scopedProxyIsRegisteredOnce() {
		TestContext.run((context) -> assertThat(ask(context, "scoped")).isEqualTo("a"), ScopedListener.class);
	}

	private static Object ask(AnnotationConfigApplicationContext context, String endpoint) {
		MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect(endpoint);
		port.postMessage("a");
		return Recorder.receive(port);
	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxyConfiguration {

		@Bean
		static Proxying proxying() {
			return new Proxying(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxyConfiguration {

		@Bean
		static Proxying proxying() {
			return new Proxying(false);
		}

	}

	/**
	 * Puts the answers of all listeners into brackets.
	 */
	static class Proxying implements BeanPostProcessor, Ordered {

		private final boolean targetClass;

		Proxying(boolean targetClass) {
			this.targetClass = targetClass;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!bean.getClass().getName().endsWith("Listener")) {
				return bean;
			}
			ProxyFactory proxy = new ProxyFactory(bean);
			proxy.setProxyTargetClass(this.targetClass);
			proxy.addAdvice((MethodInterceptor) (invocation) -> "[" + invocation.proceed() + "]");
			return proxy.getProxy();
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	static class ClassListener {

		@PortListener("class")
		String answer(String payload) {
			return payload;
		}

	}

	interface Answering {

		String answer(String payload);

	}

	static class InterfaceListener implements Answering {

		@Override
		@PortListener("interface")
		public String answer(String payload) {
			return payload;
		}

	}

	interface AnnotatedAnswering {

		@PortListener("annotated")
		String answer(String payload);

	}

	static class AnnotatedInterfaceListener implements AnnotatedAnswering {

		@Override
		public String answer(String payload) {
			return payload;
		}

	}

	static class HiddenListener implements Answering {

		@Override
		public String answer(String payload) {
			return payload;
		}

		@PortListener("hidden")
		String hidden(String payload) {
			return payload;
		}

	}

	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedListener {

		@PortListener("scoped")
		String answer(String payload) {
			return payload;
		}

	}

}

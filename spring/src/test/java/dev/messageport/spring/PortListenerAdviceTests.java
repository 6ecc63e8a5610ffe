package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortListener} methods with Spring's own advice around them.
 */
class PortListenerAdviceTests {

	@Test
	void transactionOfClassProxyIsAroundTheListener() {
		TestContext.run((context) -> assertThat(ask(context, "class")).isEqualTo("in transaction"),
				ClassTransactionConfiguration.class, ClassListener.class);
	}

	@Test
	void transactionOfInterfaceProxyIsAroundTheListener() {
		TestContext.run((context) -> assertThat(ask(context, "interface")).isEqualTo("in transaction"),
				InterfaceTransactionConfiguration.class, InterfaceListener.class);
	}

	@Test
	void asynchronousListenerRunsOnItsOwnExecutor() {
		TestContext.run((context) -> {
			new MessagePortTemplate(context.getBean(PortEndpoints.class)).post("async", "a");
			assertThat(context.getBean(AsyncListener.class).thread()).succeedsWithin(Recorder.SOON)
				.asString()
				.startsWith("async-");
		}, AsyncConfiguration.class, AsyncListener.class);
	}

	@Test
	void answerOfAsynchronousListenerAnswersTheRequest() {
		TestContext.run(
				(context) -> assertThat(new MessagePortTemplate(context.getBean(PortEndpoints.class)).request("later",
						"a", String.class))
					.succeedsWithin(Recorder.SOON)
					.isEqualTo("later a"),
				AsyncConfiguration.class, LaterListener.class);
	}

	@Test
	void proxyThatWasReferredToBeforeItsBeanWasFinishedIsCalled() {
		TestContext.run((context) -> {
			assertThat(context.getBean(Partner.class).partner).isSameAs(context.getBean(CircularListener.class));
			assertThat(ask(context, "circular")).isEqualTo("[a]");
		}, BracketConfiguration.class, CircularListener.class, Partner.class);
	}

	@Test
	void listenerBehindEarlyProxyLeavesWithItsBean() {
		TestContext.run((context) -> {
			context.getDefaultListableBeanFactory().destroySingleton("portListenerAdviceTests.CircularListener");
			assertThat(context.getBean(PortEndpoints.class).names()).isEmpty();
		}, BracketConfiguration.class, CircularListener.class, Partner.class);
	}

	private static Object ask(AnnotationConfigApplicationContext context, String endpoint) {
		MessagePort port = new MessagePortTemplate(context.getBean(PortEndpoints.class)).connect(endpoint);
		port.postMessage("a");
		return Recorder.receive(port);
	}

	private static String transaction() {
		return TransactionSynchronizationManager.isActualTransactionActive() ? "in transaction" : "without";
	}

	static class ClassListener {

		@Transactional
		@PortListener("class")
		String answer(String payload) {
			return transaction();
		}

	}

	interface Answering {

		String answer(String payload);

	}

	@Transactional
	static class InterfaceListener implements Answering {

		@Override
		@PortListener("interface")
		public String answer(String payload) {
			return transaction();
		}

	}

	static class AsyncListener {

		private final CompletableFuture<String> thread = new CompletableFuture<>();

		@Async
		@PortListener("async")
		void on(String payload) {
			this.thread.complete(Thread.currentThread().getName());
		}

		CompletableFuture<String> thread() {
			return this.thread;
		}

	}

	static class LaterListener {

		@Async
		@PortListener("later")
		CompletableFuture<String> on(String payload) {
			return CompletableFuture.completedFuture("later " + payload);
		}

	}

	static class CircularListener {

		@Autowired
		Partner partner;

		@PortListener("circular")
		String circular(String payload) {
			return payload;
		}

	}

	static class Partner {

		@Autowired
		CircularListener partner;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class ClassTransactionConfiguration extends TransactionManagers {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class InterfaceTransactionConfiguration extends TransactionManagers {

	}

	static class TransactionManagers {

		@Bean
		PlatformTransactionManager transactionManager() {
			return new NoTransactionManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class AsyncConfiguration {

		@Bean
		TaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("async-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BracketConfiguration {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxies() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static DefaultPointcutAdvisor brackets() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.setMappedName("circular");
			return new DefaultPointcutAdvisor(pointcut,
					(MethodInterceptor) (invocation) -> "[" + invocation.proceed() + "]");
		}

	}

	static class NoTransactionManager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return "transaction";
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}

package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.validation.constraints.NotEmpty;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for how {@link PortService} beans get their place.
 */
class PortServiceRegistrationTests {

	@Test
	void serviceListensAtADeclaredEnd() {
		TestContext.run((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			Echo echo = PortServiceProxyFactory.builderFor(port)
				.timeout(Recorder.SOON)
				.build()
				.createClient(Echo.class);
			assertThat(echo.echo("a")).isEqualTo("a");
		}, ChannelConfiguration.class, AtDeclaredEnd.class);
	}

	@Test
	void listenerMethodMayListenAtTheSameName() {
		TestContext.run((context) -> {
			MessagePort port = Services.template(context).connect("echo");
			assertThat(port.request("text", String.class).orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("listener");
			assertThat(Services.client(context, "echo", Echo.class).echo("a")).isEqualTo("a");
		}, DefaultEcho.class, Listener.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void proxyIsCalled(boolean targetClass) {
		TestContext.run(
				(context) -> assertThat(Services.client(context, "echo", Echo.class).echo("a")).isEqualTo("[a]"),
				targetClass ? PortListenerProxyTests.ClassProxyConfiguration.class
						: PortListenerProxyTests.InterfaceProxyConfiguration.class,
				EchoListener.class);
	}

	@Test
	void serviceNamesItsExecutor() {
		TestContext.run((context) -> assertThat(context.getBean(PortListenerRegistrar.class).listeners().values())
			.singleElement()
			.extracting(NamedListener::executor)
			.isSameAs(context.getBean("own")), ExecutorConfiguration.class, OnExecutor.class);
		TestContext.run((context) -> assertThat(Services.client(context, "threads", Echo.class).echo("a"))
			.isEqualTo("of its own"), ExecutorConfiguration.class, OnExecutor.class);
		assertThat(TestContext.failure(OnExecutor.class)).hasStackTraceContaining("'executor' of the @PortService");
	}

	@Test
	void serviceThatIsOffWaitsForItsStart() {
		TestContext.run((context) -> {
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			var answer = port.request(new PortCall("echo", List.of("a")), String.class);
			Awaitility.await().during(Recorder.QUIET).atMost(Recorder.SOON).until(() -> !answer.isDone());
			context.getBean("pricing.port2", MessagePort.class).start();
			assertThat(answer).succeedsWithin(Recorder.SOON).isEqualTo("a");
		}, ChannelConfiguration.class, Off.class);
	}

	@Test
	void serviceBelongsToItsBean() {
		TestContext.run((context) -> assertThat(context.getBean(PortListenerRegistrar.class).listeners().values())
			.singleElement()
			.satisfies((listener) -> {
				assertThat(listener.beanType()).isEqualTo(DefaultEcho.class);
				assertThat(context.containsBean(listener.beanName())).isTrue();
			}), DefaultEcho.class);
		assertThat(PortListenerAnnotationBeanPostProcessor.hasListeners(DefaultEcho.class)).isTrue();
	}

	@Test
	void twoServicesOfOneNameFailTheStartNamingBoth() {
		assertThat(TestContext.failure(DefaultEcho.class, OtherEcho.class)).hasStackTraceContaining("'echo'")
			.hasStackTraceContaining(DefaultEcho.class.getName())
			.hasStackTraceContaining(OtherEcho.class.getName());
	}

	@Test
	void serviceWithoutOperationsFailsTheStart() {
		assertThat(TestContext.failure(WithoutOperations.class))
			.hasStackTraceContaining(WithoutOperations.class.getName())
			.hasStackTraceContaining("implements no interface that has @PortExchange methods");
	}

	@Test
	void serviceWithoutNameFailsTheStart() {
		assertThat(TestContext.failure(WithoutName.class)).hasStackTraceContaining(WithoutName.class.getName())
			.hasStackTraceContaining("@PortService");
	}

	@Test
	void operationOfTwoInterfacesFailsTheStartUnlessOneHasAPrefix() {
		assertThat(TestContext.failure(Ambiguous.class)).hasStackTraceContaining("operation name 'echo'")
			.hasStackTraceContaining("Echo.echo(String)")
			.hasStackTraceContaining("SameName.echo(String)");
		TestContext.run((context) -> {
			assertThat(Services.client(context, "both", Echo.class).echo("a")).isEqualTo("a");
			assertThat(Services.client(context, "both", Prefixed.class).echo(1)).isEqualTo("1");
		}, WithPrefix.class);
	}

	@Test
	void typeVariableOfTheInterfaceIsThatOfTheClass() {
		TestContext.run((context) -> {
			MessagePort port = Services.template(context).connect("numbers");
			PortCall call = new PortCall("next", List.of("41"));
			assertThat(port.request(call, Integer.class).orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(42);
		}, Numbers.class);
	}

	@Test
	void argumentIsValidated() {
		TestContext.run((context) -> {
			Checked checked = Services.client(context, "checked", Checked.class);
			assertThat(checked.name(new Person("ann"), new Person(""))).isEqualTo("ann");
			assertThatExceptionOfType(MethodArgumentNotValidException.class)
				.isThrownBy(() -> checked.name(new Person(""), new Person("")))
				.withMessageContaining("name");
		}, ValidatorConfiguration.class, DefaultChecked.class);
	}

	@Test
	void missingValidatorFailsTheStart() {
		assertThat(TestContext.failure(DefaultChecked.class)).hasStackTraceContaining("'person'")
			.hasStackTraceContaining("no Validator");
	}

	record Person(@NotEmpty String name) {

	}

	interface Checked {

		@PortExchange
		String name(@Validated Person person, Person unchecked);

	}

	@PortService("checked")
	static class DefaultChecked implements Checked {

		@Override
		public String name(Person person, Person unchecked) {
			return person.name();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ValidatorConfiguration {

		@Bean
		static LocalValidatorFactoryBean validator() {
			return new LocalValidatorFactoryBean();
		}

	}

	interface Echo {

		@PortExchange
		String echo(String text);

	}

	interface SameName {

		@PortExchange
		String echo(String text);

	}

	@PortExchange("prefix")
	interface Prefixed {

		@PortExchange
		String echo(Integer number);

	}

	@PortService("echo")
	static class DefaultEcho implements Echo {

		@Override
		public String echo(String text) {
			return text;
		}

	}

	/**
	 * Has a name that {@link PortListenerProxyTests.Proxying} looks for.
	 */
	static class EchoListener extends DefaultEcho {

	}

	@PortService("echo")
	static class OtherEcho extends DefaultEcho {

	}

	@PortService("pricing.port2")
	static class AtDeclaredEnd extends DefaultEcho {

	}

	@PortService(port = "pricing.port2", autoStartup = "false")
	static class Off extends DefaultEcho {

	}

	@PortService("ambiguous")
	static class Ambiguous extends DefaultEcho implements SameName {

	}

	@PortService("both")
	static class WithPrefix extends DefaultEcho implements Prefixed {

		@Override
		public String echo(Integer number) {
			return number.toString();
		}

	}

	@PortService("nothing")
	static class WithoutOperations implements Runnable {

		@Override
		public void run() {
		}

	}

	@PortService
	static class WithoutName extends DefaultEcho {

	}

	interface Succession<T> {

		@PortExchange
		T next(T value);

	}

	@PortService("numbers")
	static class Numbers implements Succession<Integer> {

		@Override
		public Integer next(Integer value) {
			return value + 1;
		}

	}

	@PortService(value = "threads", executor = "own")
	static class OnExecutor extends DefaultEcho {

		@Override
		public String echo(String text) {
			return Thread.currentThread().getName();
		}

	}

	static class Listener {

		@PortListener("echo")
		String text(String text) {
			return "listener";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorConfiguration {

		@Bean(destroyMethod = "shutdown")
		Executor own() {
			return Executors.newSingleThreadExecutor((task) -> new Thread(task, "of its own"));
		}

	}

}

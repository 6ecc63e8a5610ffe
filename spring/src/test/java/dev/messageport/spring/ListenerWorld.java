package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * A channel 'pricing' for the tests of listener methods: they listen at port 2, the test
 * has port 1.
 */
final class ListenerWorld {

	private ListenerWorld() {
	}

	static void run(BiConsumer<MessagePort, Recorder> test, Class<?>... components) {
		Class<?>[] all = new Class<?>[components.length + 2];
		all[0] = Channels.class;
		all[1] = Recorder.class;
		System.arraycopy(components, 0, all, 2, components.length);
		TestContext.run((context) -> test.accept(port1(context), context.getBean(Recorder.class)), all);
	}

	static MessagePort port1(AnnotationConfigApplicationContext context) {
		return context.getBean("pricing.port1", MessagePort.class);
	}

	static @Nullable Object ask(MessagePort port, @Nullable Object question) {
		return within(port.request(question, Object.class)).join();
	}

	static Throwable failure(MessagePort port, @Nullable Object question) {
		try {
			Object answer = ask(port, question);
			throw new AssertionError("Answered with " + answer);
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

	static <T> CompletableFuture<T> within(CompletableFuture<T> future) {
		return future.orTimeout(Recorder.SOON.toSeconds(), TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	static class Channels {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	/**
	 * A listener that tells the test what it gets.
	 */
	abstract static class Telling {

		@Autowired
		Recorder recorder;

		void tell(@Nullable Object... values) {
			this.recorder.record(java.util.Arrays.asList(values));
		}

	}

}

package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.context.ContextRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.test.DeterministicExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextPropagationInterceptor}.
 */
class ContextPropagationInterceptorTests {

	private static final String KEY = ContextPropagationInterceptorTests.class.getName();

	private static final ThreadLocal<@Nullable String> USER = new ThreadLocal<>();

	private final DeterministicExecutor executor = new DeterministicExecutor();

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, USER);
	}

	@AfterEach
	void remove() {
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
		USER.remove();
	}

	@Test
	void messageOfNobodyIsNotTakenForThatOfWhomTheExecutorBringsAlong() {
		MessageChannel channel = MessageChannelFactory.builder()
			.executor((task) -> this.executor.execute(() -> as("ann", task)))
			.interceptor(new ContextPropagationInterceptor())
			.build()
			.create();
		List<String> seen = new CopyOnWriteArrayList<>();
		channel.port2().onMessage((event) -> {
			seen.add(event.data() + " " + USER.get());
			event.reply("answer");
		});
		as("ann", () -> channel.port1().postMessage("of ann"));
		channel.port1().postMessage("of nobody");
		channel.port1().request("of nobody", String.class).thenRun(() -> seen.add("answered " + USER.get()));
		this.executor.runAll();
		assertThat(seen).containsExactly("of ann ann", "of nobody null", "of nobody null", "answered null");
	}

	private static void as(String user, Runnable task) {
		USER.set(user);
		try {
			task.run();
		}
		finally {
			USER.remove();
		}
	}

}

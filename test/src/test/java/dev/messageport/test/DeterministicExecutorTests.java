package dev.messageport.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link DeterministicExecutor}.
 */
class DeterministicExecutorTests {

	private final DeterministicExecutor executor = new DeterministicExecutor(100);

	private final MessageChannel channel = MessageChannelFactory.builder().executor(this.executor).build().create();

	private final List<Object> heard = new ArrayList<>();

	@Test
	@Tag("I4")
	void listenersRunWhenTheTestSaysSoOnItsThread() {
		List<Thread> threads = new ArrayList<>();
		this.channel.port2().onMessage((event) -> threads.add(Thread.currentThread()));
		this.executor.runAll();
		this.channel.port1().postMessage("a");
		assertThat(threads).isEmpty();
		assertThat(this.executor.isIdle()).isFalse();
		assertThat(this.executor.waiting()).isOne();
		assertThat(this.executor).hasToString("DeterministicExecutor with 1 tasks waiting");
		assertThat(this.executor.runAll()).isOne();
		assertThat(threads).containsExactly(Thread.currentThread());
		assertThat(this.executor.isIdle()).isTrue();
	}

	@Test
	void deliverPostsAndRunsListenersAndThoseOfTheAnswers() {
		this.channel.port2().onMessage((event) -> event.target().postMessage("answer to " + event.data()));
		this.channel.port1().onMessage((event) -> this.heard.add(event.data()));
		assertThat(this.executor.deliver(() -> this.channel.port1().postMessage("question"))).isPositive();
		assertThat(this.heard).containsExactly("answer to question");
		this.channel.port1().onClose((event) -> this.heard.add("closed"));
		this.executor.deliver(this.channel.port2()::close);
		assertThat(this.heard).containsExactly("answer to question", "closed");
	}

	@Test
	void actionThatThrowsRunsNothing() {
		this.executor.execute(() -> this.heard.add("task"));
		assertThatIllegalStateException().isThrownBy(() -> this.executor.deliver(() -> {
			throw new IllegalStateException("expected");
		})).withMessage("expected");
		assertThat(this.heard).isEmpty();
	}

	@Test
	void tasksRunOneByOneOldestFirst() {
		this.executor.execute(() -> {
			this.heard.add(1);
			this.executor.execute(() -> this.heard.add(3));
		});
		this.executor.execute(() -> this.heard.add(2));
		assertThat(this.executor.runNext()).isTrue();
		assertThat(this.heard).containsExactly(1);
		assertThat(this.executor.runNext()).isTrue();
		assertThat(this.executor.runNext()).isTrue();
		assertThat(this.executor.runNext()).isFalse();
		assertThat(this.heard).containsExactly(1, 2, 3);
	}

	@Test
	void endlessPingPongFailsInsteadOfHanging() {
		this.channel.port1().onMessage((event) -> event.target().postMessage("ping"));
		this.channel.port2().onMessage((event) -> event.target().postMessage("pong"));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.executor.deliver(() -> this.channel.port1().postMessage("ping")))
			.withMessageContaining("After 100 tasks")
			.withMessageContaining("answer each other for ever");
		this.channel.close();
	}

	@Test
	void asManyTasksAsAllowedAreNoError() {
		for (int i = 0; i < 100; i++) {
			this.executor.execute(() -> this.heard.add("task"));
		}
		assertThat(this.executor.runAll()).isEqualTo(100);
	}

	@Test
	void taskThatThrowsLeavesTheRestForTheNextCall() {
		this.executor.execute(() -> {
			throw new IllegalStateException("expected");
		});
		this.executor.execute(() -> this.heard.add("second"));
		assertThatIllegalStateException().isThrownBy(this.executor::runAll).withMessage("expected");
		assertThat(this.executor.runAll()).isOne();
		assertThat(this.executor.isIdle()).isTrue();
		assertThat(this.heard).containsExactly("second");
	}

	@Test
	@Tag("I4")
	void listenerCannotRunTasks() {
		List<Throwable> errors = new ArrayList<>();
		this.executor.execute(() -> {
			try {
				this.executor.runNext();
			}
			catch (IllegalStateException ex) {
				errors.add(ex);
			}
		});
		this.executor.runAll();
		assertThat(errors).singleElement()
			.satisfies((error) -> assertThat(error).hasMessageContaining("on the stack of a listener"));
	}

	@Test
	void tasksDoNotRunConcurrently() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.executor.execute(() -> {
			inside.countDown();
			await(go);
			this.heard.add("first");
		});
		Thread other = new Thread(this.executor::runNext);
		other.start();
		inside.await();
		assertThat(this.executor.isIdle()).isFalse();
		assertThat(this.executor.waiting()).isZero();
		this.executor.execute(() -> this.heard.add("second"));
		go.countDown();
		this.executor.runAll();
		other.join();
		assertThat(this.heard).containsExactly("first", "second");
	}

	@Test
	void boundIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> new DeterministicExecutor(0))
			.withMessageContaining("'maxTasks'");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

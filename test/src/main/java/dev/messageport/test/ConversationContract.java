package dev.messageport.test;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.DataCloneException;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortClosedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules for conversations: requests and reply streams.
 */
abstract class ConversationContract extends CloseContract {

	/**
	 * More elements than are ever asked for ahead.
	 */
	private static final int MANY = 5_000;

	@Test
	@Tag("V1")
	void requestIsAnswered() throws Exception {
		PortPair pair = open();
		CompletableFuture<Integer> answer = pair.first().request("apples", Integer.class);
		MessageEvent request = next(pair.second());
		assertThat(request.data()).isEqualTo("apples");
		assertThat(request.replyPort()).isNotNull().isSameAs(onlyPort(request));
		assertThat(answer).isNotDone();
		assertThat(request.reply(300)).isTrue();
		assertThat(get(answer)).isEqualTo(300);
		assertThat(request.reply(301)).isFalse();
	}

	@Test
	@Tag("V1")
	@Tag("P6")
	void nullIsAnAnswer() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request(null, String.class);
		MessageEvent request = next(pair.second());
		assertThat(request.data()).isNull();
		request.reply((Object) null);
		assertThat(get(answer)).isNull();
	}

	@Test
	@Tag("V1")
	void messageThatIsNoRequestHasNoReplyPort() throws Exception {
		PortPair pair = open();
		PortPair other = open();
		post(pair.first(), "with a port", other.second());
		MessageEvent event = next(pair.second());
		onlyPort(event);
		assertThat(event.replyPort()).isNull();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> event.reply("nobody asked"));
	}

	@Test
	@Tag("V1")
	void answersGoToWhoAskedInWhateverOrderTheyCome() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> first = pair.first().request("a", String.class);
		CompletableFuture<String> second = pair.first().request("b", String.class);
		MessageEvent a = next(pair.second());
		MessageEvent b = next(pair.second());
		b.reply("for b");
		assertThat(get(second)).isEqualTo("for b");
		a.reply("for a");
		assertThat(get(first)).isEqualTo("for a");
	}

	@Test
	@Tag("V1")
	void replyPortCanBeTransferredOn() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("who?", String.class);
		MessagePort moved = hop(onlyPort(next(pair.second())));
		post(moved, "somebody else");
		assertThat(get(answer)).isEqualTo("somebody else");
	}

	@Test
	@Tag("V1")
	void failureReachesWhoAsked() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("apples", String.class);
		Throwable cause = new IllegalStateException("Answered by a test, with a failure");
		next(pair.second()).fail(cause);
		assertError(errorOf(answer), cause);
	}

	@Test
	@Tag("V1")
	void replyPortThatIsClosedWithoutAnAnswerFailsTheRequest() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("apples", String.class);
		onlyPort(next(pair.second())).close();
		assertUnanswered(answer, CloseReason.PEER);
	}

	@Test
	@Tag("V1")
	void cancelClosesTheReplyPort() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("apples", String.class);
		MessagePort replyPort = onlyPort(next(pair.second()));
		answer.cancel(true);
		assertClosed(replyPort, CloseReason.PEER);
		assertThat(replyPort.postMessage("too late")).isFalse();
	}

	@Test
	@Tag("V1")
	void timeoutClosesTheReplyPort() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first()
			.request("apples", String.class)
			.orTimeout(1, TimeUnit.MILLISECONDS);
		MessagePort replyPort = onlyPort(next(pair.second()));
		assertThat(errorOf(answer)).isInstanceOf(TimeoutException.class);
		assertClosed(replyPort, CloseReason.PEER);
	}

	@Test
	@Tag("V1")
	void requestOnAPortThatIsClosedFails() throws Exception {
		PortPair pair = open();
		pair.second().close();
		assertClosed(pair.first(), CloseReason.PEER);
		assertThat(errorOf(pair.first().request("apples", String.class))).isInstanceOf(PortClosedException.class);
		assertThatExceptionOfType(DataCloneException.class)
			.isThrownBy(() -> pair.first().request(pair.second(), String.class));
	}

	@Test
	@Tag("V1")
	@Tag("V2")
	@Tag("T6")
	void requestThatIsDiscardedUnreadFails() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("apples", String.class);
		RecordedStream<String> stream = RecordedStream.of(pair.first().requestStream("apples", String.class));
		stream.request(1);
		awaitQueued(pair.second(), 2);
		pair.second().close();
		assertUnanswered(answer, CloseReason.UNDELIVERABLE);
		assertUnanswered(get(stream.end()), CloseReason.UNDELIVERABLE);
	}

	@Test
	@Tag("V2")
	void streamBringsAllAnswersInOrderAndCompletes() throws Exception {
		PortPair pair = open();
		RecordedStream<Integer> stream = ask(pair, Long.MAX_VALUE);
		next(pair.second()).reply(new CountingPublisher(MANY, null));
		assertThat(get(stream.end())).isNull();
		assertThat(stream.elements()).isEqualTo(IntStream.range(0, MANY).boxed().toList());
	}

	@Test
	@Tag("V2")
	void streamEndsWithTheErrorOfItsPublisher() throws Exception {
		PortPair pair = open();
		RecordedStream<Integer> stream = ask(pair, Long.MAX_VALUE);
		Throwable cause = new IllegalStateException("Answered by a test, with a failure at the end");
		next(pair.second()).reply(new CountingPublisher(3, cause));
		assertError(get(stream.end()), cause);
		assertThat(stream.elements()).containsExactly(0, 1, 2);
	}

	@Test
	@Tag("V2")
	void streamCanBePostedByHandAndCompletesWithTheClose() throws Exception {
		PortPair pair = open();
		RecordedStream<Integer> stream = ask(pair, Long.MAX_VALUE);
		MessagePort replyPort = onlyPort(next(pair.second()));
		postNumbers(replyPort, 0, 100);
		replyPort.close();
		assertThat(get(stream.end())).isNull();
		assertThat(stream.elements()).isEqualTo(IntStream.range(0, 100).boxed().toList());
	}

	@Test
	@Tag("V2")
	void subscriberGetsNoMoreThanItAskedForAndSlowsThePublisherDown() throws Exception {
		PortPair pair = open();
		RecordedStream<Integer> stream = ask(pair, 3);
		CountingPublisher publisher = new CountingPublisher(MANY, null);
		next(pair.second()).reply(publisher);
		until(() -> stream.elements().size() >= 3, "three elements");
		PortPair meanwhile = open();
		assertOnly(meanwhile.second(), meanwhile.first());
		assertThat(stream.elements()).containsExactly(0, 1, 2);
		assertThat(publisher.requested()).isLessThan(MANY);
		stream.request(2);
		until(() -> stream.elements().size() >= 5, "five elements");
		assertThat(stream.elements()).containsExactly(0, 1, 2, 3, 4);
		stream.request(Long.MAX_VALUE);
		assertThat(get(stream.end())).isNull();
		assertThat(stream.elements()).hasSize(MANY);
	}

	@Test
	@Tag("V2")
	void cancelCancelsThePublisher() throws Exception {
		PortPair pair = open();
		RecordedStream<Integer> stream = ask(pair, 1);
		MessageEvent request = next(pair.second());
		CountingPublisher publisher = new CountingPublisher(MANY, null);
		request.reply(publisher);
		until(() -> stream.elements().size() == 1, "one element");
		stream.cancel();
		until(publisher::isCancelled, "the publisher cancelled");
		assertClosed(Objects.requireNonNull(request.replyPort()), CloseReason.PEER);
		assertThat(stream.end()).isNotDone();
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsBeforeItHasAnsweredFailsTheRequest() throws Exception {
		PortPair pair = open();
		IllegalStateException cause = new IllegalStateException("Thrown by a test, in place of an answer");
		pair.second().onMessage((event) -> {
			throw cause;
		});
		assertError(errorOf(pair.first().request("apples", String.class)), cause);
		assertError(get(ask(pair, 1).end()), cause);
	}

	@Test
	@Tag("V3")
	void listenerThatThrowsAfterItHasAnsweredDoesNotTakeTheAnswerBack() throws Exception {
		PortPair pair = open();
		pair.second().onMessage((event) -> {
			event.reply("answer");
			throw new IllegalStateException("Thrown by a test, after the answer");
		});
		assertThat(get(pair.first().request("apples", String.class))).isEqualTo("answer");
	}

	@Test
	@Tag("V3")
	void responderWhoseOwnerIsGoneIsAnError() throws Exception {
		PortPair pair = open();
		CompletableFuture<String> answer = pair.first().request("apples", String.class);
		RecordedStream<Integer> stream = ask(pair, 1);
		loseOwner(onlyPort(next(pair.second())));
		loseOwner(onlyPort(next(pair.second())));
		assertUnanswered(answer, CloseReason.OWNER_GONE);
		assertUnanswered(get(stream.end()), CloseReason.OWNER_GONE);
	}

	private static RecordedStream<Integer> ask(PortPair pair, long elements) {
		Flow.Publisher<Integer> answers = pair.first().requestStream("numbers", Integer.class);
		return RecordedStream.of(answers).request(elements);
	}

	private <T> @Nullable T get(CompletableFuture<? extends @Nullable T> answer) throws Exception {
		return answer.get(timeout().toMillis(), TimeUnit.MILLISECONDS);
	}

	private Throwable errorOf(CompletableFuture<?> answer) throws Exception {
		try {
			throw new AssertionError("Expecting a failure, but the answer was " + get(answer));
		}
		catch (ExecutionException ex) {
			return Objects.requireNonNull(ex.getCause());
		}
	}

	private void assertUnanswered(CompletableFuture<?> answer, CloseReason reason) throws Exception {
		assertUnanswered(errorOf(answer), reason);
	}

	private static void assertUnanswered(@Nullable Throwable error, CloseReason reason) {
		assertThat(error).isInstanceOfSatisfying(PortClosedException.class,
				(closed) -> assertThat(closed.reason()).isEqualTo(reason));
	}

}

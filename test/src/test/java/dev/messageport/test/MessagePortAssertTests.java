package dev.messageport.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PortDecodingException;
import dev.messageport.PostOptions;

import static dev.messageport.test.PortAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link MessagePortAssert} on ports.
 */
class MessagePortAssertTests {

	private static final Duration AT_ONCE = Duration.ZERO;

	private final Sides sides = new Sides();

	private final MessageChannelFactory channels = MessageChannelFactory.builder().observer(this.sides).build();

	private final MessageChannel channel = this.channels.create("pricing");

	private final MessagePort far = this.channel.port1();

	private final MessagePort port = this.channel.port2();

	@AfterEach
	void close() {
		this.channel.close();
		PortAssertions.setDefaultTimeout(Duration.ofSeconds(5));
		PortAssertions.setDefaultQuietPeriod(Duration.ofMillis(100));
	}

	@Test
	void readsLikeASentence() {
		this.far.postMessage("a");
		this.far.postMessage("b");
		this.far.close();
		assertThat(this.port).receives("a").then().receives("b").then().isClosed();
	}

	@Test
	void stringsAndPortsAreAssertedSideBySide() {
		assertThat("text").isEqualTo("text");
		assertThat(this.port).isOpen();
		assertThat(new CompletableFuture<>()).isNotDone();
	}

	@Test
	void otherMessageThanExpectedIsShownWithWhatWasReceivedBeforeAndTheStateOfThePort() {
		this.far.postMessage("a");
		this.far.postMessage("b");
		this.far.postMessage("100% more");
		assertThatFailureOf(() -> assertThat(this.port).receives("a").then().receives("x"))
			.withMessageContaining("pricing.port2")
			.withMessageContaining("\"x\"")
			.withMessageContaining("what came was:\n  \"b\"")
			.withMessageContaining("Received before: \"a\"")
			.withMessageContaining("open, not started")
			.withMessageContaining("1 message waits");
	}

	@Test
	void messageThatDoesNotComeIsTold() {
		assertThatFailureOf(() -> assertThat(this.port).as("price").within(Duration.ofMillis(1)).receives("x"))
			.withMessageContaining("[price]")
			.withMessageContaining("nothing came within PT0.001S");
	}

	@Test
	void waitsForAMessageThatComesLater() {
		CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> this.far.postMessage("later"));
		assertThat(this.port).receives("later");
	}

	@Test
	void defaultTimeoutCanBeSet() {
		PortAssertions.setDefaultTimeout(Duration.ofMillis(2));
		assertThatFailureOf(() -> assertThat(this.port).receivesMessage()).withMessageContaining("PT0.002S");
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(this.port).within(Duration.ofSeconds(-1)))
			.withMessageContaining("'timeout'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PortAssertions.setDefaultQuietPeriod(Duration.ofSeconds(-1)))
			.withMessageContaining("'quietPeriod'");
	}

	@Test
	void closeInPlaceOfAMessageIsTold() {
		this.far.close(new IllegalStateException("out of stock"));
		assertThatFailureOf(() -> assertThat(this.port).receives("x"))
			.withMessageContaining("its close (PEER, java.lang.IllegalStateException: out of stock)");
	}

	@Test
	void receivesByTypeAndRequirements() {
		this.far.postMessage(42);
		assertThat(this.port).receives(Integer.class).satisfying((number) -> assertThat(number).isEqualTo(42));
		this.far.postMessage(42);
		assertThatFailureOf(() -> assertThat(this.port).receives(Integer.class)
			.satisfying((number) -> assertThat(number).isEqualTo(43))).withMessageContaining("43");
		this.far.postMessage("text");
		assertThatFailureOf(() -> assertThat(this.port).receives(Integer.class))
			.withMessageContaining("a message with a java.lang.Integer")
			.withMessageContaining("\"text\"");
		this.far.postMessage(null);
		assertThatFailureOf(() -> assertThat(this.port).receives(Integer.class)).withMessageContaining("null");
	}

	@Test
	void nullAndArraysAreComparedByContent() {
		this.far.postMessage(null);
		this.far.postMessage(new byte[] { 1, 2 });
		assertThat(this.port).receives((Object) null).then().receives(new byte[] { 1, 2 });
		this.far.postMessage(new byte[] { 1, 2 });
		assertThatFailureOf(() -> assertThat(this.port).receives(new byte[] { 1, 3 }));
	}

	@Test
	void receivesInOrder() {
		post("a", null, "c");
		assertThat(this.port).receivesInOrder("a", null, "c");
		post("a", "c", "b");
		assertThatFailureOf(() -> assertThat(this.port).receivesInOrder("a", "b", "c"))
			.withMessageContaining("\"b\"\nbut what came was:\n  \"c\"");
	}

	@Test
	void receivesInAnyOrder() {
		post("b", "a", "a");
		assertThat(this.port).receivesInAnyOrder("a", "b", "a");
		post("a", "a");
		assertThatFailureOf(() -> assertThat(this.port).receivesInAnyOrder("a", "b"))
			.withMessageContaining("in any order: [\"b\"]");
	}

	@Test
	void receivesNothing() {
		assertThat(this.port).receivesNothing();
		this.far.postMessage("something");
		assertThatFailureOf(() -> assertThat(this.port).receivesNothing()).withMessageContaining("nothing for PT0.1S")
			.withMessageContaining("something");
		this.far.postMessage("something");
		assertThatFailureOf(() -> assertThat(this.port).within(AT_ONCE).receivesNothing())
			.withMessageContaining("nothing for PT0S");
		this.far.close();
		assertThat(this.port).receivesNothing().then().isClosed();
	}

	@Test
	void receivesNothingSeesWhatComesWhileItWatches() {
		CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(() -> this.far.postMessage("late"));
		assertThatFailureOf(() -> assertThat(this.port).within(Duration.ofSeconds(30)).receivesNothing())
			.withMessageContaining("late");
	}

	@Test
	void startedPortIsNotReadButTellsTheRemedy() {
		this.port.onMessage((event) -> {
		});
		assertThatFailureOf(() -> assertThat(this.port).receives("x")).withMessageContaining("pricing.port2 is started")
			.withMessageContaining("PortRecorder.of(port)");
		assertThatFailureOf(() -> assertThat(this.port).receivesNothing()).withMessageContaining("is started");
	}

	@Test
	void states() {
		assertThat(this.port).isOpen().isNotStarted();
		assertThatFailureOf(() -> assertThat(this.port).isStarted()).withMessageContaining("to be started")
			.withMessageContaining("open, not started, 0 queued");
		assertThatFailureOf(() -> assertThat(this.port).isDetached()).withMessageContaining("to be detached");
		assertThatFailureOf(() -> assertThat(this.port).within(AT_ONCE).isClosed())
			.withMessageContaining("to be closed within PT0S");
		this.port.start();
		assertThat(this.port).isStarted();
		assertThatFailureOf(() -> assertThat(this.port).isNotStarted());
		this.port.close();
		assertThat(this.port).isClosed().isClosedWith(CloseReason.LOCAL);
		assertThatFailureOf(() -> assertThat(this.port).isOpen()).withMessageContaining("closed: its close (LOCAL)");
	}

	@Test
	void closeReasonsAndCauses() {
		Throwable cause = new IllegalStateException("cause");
		this.far.close(cause);
		assertThat(this.port).isClosedWith(CloseReason.PEER).isClosedWith(cause);
		assertThat(this.port).receivesClose().hasReason(CloseReason.PEER).hasCause(cause).cause().hasMessage("cause");
		assertThatFailureOf(() -> assertThat(this.port).isClosedWith(CloseReason.OVERFLOW))
			.withMessageContaining("pricing.port2 to close for the reason OVERFLOW")
			.withMessageContaining("PEER");
		assertThatFailureOf(() -> assertThat(this.port).isClosedWith(new IllegalStateException("cause")));
		assertThatFailureOf(() -> assertThat(this.port).receivesClose().hasNoCause());
	}

	@Test
	void closeComesAfterTheLastMessageOnly() {
		post("unread");
		this.far.close();
		assertThat(this.port).isClosed();
		assertThatFailureOf(() -> assertThat(this.port).receivesClose()).withMessageContaining("unread");
		assertThat(this.port).receivesClose().hasNoCause();
	}

	@Test
	void detachedPortIsNeitherOpenNorClosed() {
		MessageChannel carrier = this.channels.create();
		carrier.port1().postMessage("port", this.port);
		assertThat(this.port).isDetached();
		assertThatFailureOf(() -> assertThat(this.port).isOpen()).withMessageContaining("was transferred");
		assertThatFailureOf(() -> assertThat(this.port).isClosed()).withMessageContaining("was transferred");
		carrier.close();
	}

	@Test
	void hasQueuedTakesNothing() {
		post("a", "b");
		assertThat(this.port).hasQueued(2).hasQueued(2);
		assertThatFailureOf(() -> assertThat(this.port).within(AT_ONCE).hasQueued(3)).withMessageContaining("2 queued");
	}

	@Test
	void portsThatCameAreAssertedInTurn() {
		MessageChannel moved = this.channels.create("moved");
		this.far.postMessage("port", moved.port2());
		moved.port1().postMessage("over the port");
		assertThat(this.port).receives("port").withPorts(1).port(0).receives("over the port");
		MessageChannel other = this.channels.create("other");
		this.far.postMessage(null, other.port2());
		other.port1().close();
		assertThat(this.port).receivesPort().isClosed();
		this.far.postMessage("no port");
		assertThatFailureOf(() -> assertThat(this.port).receivesPort()).withMessageContaining("1 ports");
		this.far.postMessage("no port");
		assertThatFailureOf(() -> assertThat(this.port).receivesMessage().port(0))
			.withMessageContaining("a port at index 0");
		moved.close();
	}

	@Test
	void headers() {
		this.far.postMessage("x", PostOptions.builder().header("user", "ann").build());
		ReceivedMessageAssert<Object> message = assertThat(this.port).receives("x").withHeader("user", "ann");
		assertThat(message.actual()).hasHeader("user").doesNotHaveHeader("role").hasData("x").hasPorts(0);
		assertThatFailureOf(() -> message.hasHeader("user", "bob")).withMessageContaining("'user'")
			.withMessageContaining("user=ann");
		assertThatFailureOf(() -> message.hasHeader("role"));
		assertThatFailureOf(() -> message.doesNotHaveHeader("user"));
		assertThatFailureOf(() -> message.hasData("y")).withMessageContaining("the payload \"y\"");
		assertThatFailureOf(() -> message.hasDataOfType(Integer.class)).withMessageContaining("java.lang.Integer");
	}

	@Test
	void requestsAreAnswered() {
		CompletableFuture<Integer> first = this.far.request("apples", Integer.class);
		CompletableFuture<Integer> second = this.far.request(2, Integer.class);
		assertThat(this.port).receivesRequest("apples")
			.repliesWith(300)
			.then()
			.receivesRequest(Integer.class)
			.failsWith(new IllegalStateException("out of stock"));
		assertThat(first).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(300);
		assertThat(second).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("out of stock");
		post("no request", "no request");
		assertThatFailureOf(() -> assertThat(this.port).receivesRequest("no request"))
			.withMessageContaining("a reply port");
		assertThatFailureOf(() -> assertThat(this.port).receives("no request").repliesWith(1))
			.withMessageContaining("a reply port");
	}

	@Test
	void answerThatNobodyWaitsForFails() {
		CompletableFuture<Integer> answer = this.far.request("apples", Integer.class);
		ReceivedMessageAssert<Object> request = assertThat(this.port).receivesRequest("apples");
		answer.cancel(true);
		request.replyPort().isClosed();
		assertThatFailureOf(() -> request.repliesWith(300)).withMessageContaining("was it cancelled");
	}

	@Test
	void messageErrors() {
		this.sides.side("pricing.port2").fail(new PortDecodingException("unknown type", null));
		assertThat(this.port).receivesMessageError();
		this.sides.side("pricing.port2").fail(new PortDecodingException("unknown type", null));
		assertThatFailureOf(() -> assertThat(this.port).receives("x"))
			.withMessageContaining("cannot be decoded (unknown type)");
		post("fine");
		assertThatFailureOf(() -> assertThat(this.port).receivesMessageError()).withMessageContaining("fine");
	}

	@Test
	void missingPortFailsAsAnAssertion() {
		assertThatFailureOf(() -> assertThat((MessagePort) null).isOpen());
		assertThatFailureOf(() -> assertThat((MessagePort) null).receives("x"));
		assertThatFailureOf(() -> assertThat((PortRecorder) null).receives("x"));
	}

	@Test
	void interruptEndsTheWaitAndIsKept() {
		Thread.currentThread().interrupt();
		assertThatFailureOf(() -> assertThat(this.port).receives("x")).withMessageContaining("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	private void post(Object... payloads) {
		for (Object payload : payloads) {
			this.far.postMessage(payload);
		}
	}

	private static ThrowableAssertAlternative<AssertionError> assertThatFailureOf(ThrowingCallable assertion) {
		return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
	}

}

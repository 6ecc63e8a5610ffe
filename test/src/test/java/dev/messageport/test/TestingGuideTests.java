package dev.messageport.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

// tag::imports[]
import static dev.messageport.test.PortAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

// end::imports[]

/**
 * The snippets of {@code docs/testing.md}.
 */
class TestingGuideTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel channel = this.channels.create("pricing");

	private final MessagePort port = this.channel.port1();

	@AfterEach
	void close() {
		this.channel.close();
	}

	@Test
	void assertions() {
		Ticker ticker = new Ticker(this.channel.port2());
		// tag::assertions[]
		ticker.tick();
		ticker.tick();
		ticker.stop();
		assertThat(this.port).receives("tick 1").then().receives("tick 2").then().isClosed();
		// end::assertions[]
	}

	@Test
	void requests() {
		// tag::requests[]
		CompletableFuture<Price> price = new Shop(this.channel.port2()).priceOf("apples");

		assertThat(this.port).receivesRequest("apples").repliesWith(new Price(300));
		assertThat(price).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(new Price(300));
		// end::requests[]
	}

	@Test
	void payloads() {
		this.channel.port2().postMessage(new Price(300));
		// tag::payloads[]
		assertThat(this.port).within(Duration.ofSeconds(30))
			.receives(Price.class)
			.satisfying((price) -> assertThat(price.cents()).isPositive());
		// end::payloads[]
	}

	@Test
	void ports() {
		MessageChannel job = this.channels.create("job");
		this.channel.port2().postMessage("your port", job.port2());
		job.port1().postMessage("10 %");
		job.port1().close();
		// tag::ports[]
		assertThat(this.port).receives("your port")
			.withPorts(1)
			.port(0)
			.receives("10 %")
			.then()
			.isClosedWith(CloseReason.PEER);
		// end::ports[]
	}

	@Test
	void recorder() {
		// tag::recorder[]
		try (RecordedChannel recorded = RecordedChannel.open()) {
			Ticker ticker = new Ticker(recorded.port());
			ticker.tick();
			ticker.stop();
			assertThat(recorded.recorder()).receives("tick 1").then().receivesClose().hasNoCause();
			assertThat(recorded.recorder().payloads()).containsExactly("tick 1");
		}
		// end::recorder[]
	}

	@Test
	void executor() {
		// tag::executor[]
		DeterministicExecutor executor = new DeterministicExecutor();
		MessageChannelFactory channels = MessageChannelFactory.builder().executor(executor).build();
		MessageChannel channel = channels.create("echo");
		channel.port2().onMessage((event) -> event.target().postMessage("echo of " + event.data()));

		executor.deliver(() -> channel.port1().postMessage("hello"));
		assertThat(channel.port1()).within(Duration.ZERO).receives("echo of hello").then().receivesNothing();
		// end::executor[]
		channel.close();
	}

	private record Price(int cents) {
	}

	private record Shop(MessagePort port) {

		CompletableFuture<Price> priceOf(String item) {
			return this.port.request(item, Price.class);
		}

	}

	private static final class Ticker {

		private final MessagePort port;

		private int ticks;

		Ticker(MessagePort port) {
			this.port = port;
		}

		void tick() {
			this.ticks++;
			this.port.postMessage("tick " + this.ticks);
		}

		void stop() {
			this.port.close();
		}

	}

}

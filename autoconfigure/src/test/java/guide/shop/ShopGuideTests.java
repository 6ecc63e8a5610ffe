package guide.shop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import guide.shop.orders.Orders;
import guide.shop.pricing.UnknownItemException;
import guide.shop.stock.Tick;
import guide.shop.stock.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortWiring;
import dev.messageport.spring.ReactiveMessagePortTemplate;
import dev.messageport.spring.UnknownEndpointException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs the shop of the guides, and their snippets.
 */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = ShopApplication.class, properties = "spring.config.name=shop")
class ShopGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Autowired
	private Orders orders;

	@Autowired
	private MessagePortTemplate ports;

	@Autowired
	private ReactiveMessagePortTemplate reactive;

	@Autowired
	private MessageChannelFactory channels;

	@Autowired
	private PortWiring wiring;

	@Test
	void modulesAskEachOther() {
		// tag::place[]
		CompletableFuture<String> receipt = this.orders.place("apples", 3);
		// end::place[]
		assertThat(receipt).succeedsWithin(SOON).isEqualTo("3 apples for 900 cents");
	}

	@Test
	void errorOfTheOtherModuleIsTheCause() {
		assertThat(this.orders.place("melons", 1)).failsWithin(SOON)
			.withThrowableThat()
			.withCauseInstanceOf(UnknownItemException.class);
	}

	@Test
	void template() {
		// tag::template[]
		Flux<Tick> ticks = this.reactive.stream("stock", new Watch("apples"), Tick.class);
		List<Tick> first = ticks.take(3).collectList().block(SOON);

		CompletableFuture<Integer> clients = this.ports.request("stock", "how many?", Integer.class);

		this.ports.post("stock", new Watch("pears"));
		// end::template[]
		assertThat(first).extracting(Tick::left).containsExactly(1_000_000, 999_999, 999_998);
		assertThat(clients.join()).isPositive();
	}

	@Test
	void connection() throws InterruptedException {
		// tag::connection[]
		try (MessagePort stock = this.ports.connect("stock")) {
			stock.postMessage("how many?");
			Object clients = stock.receive(SOON).data();
			assertThat((Integer) clients).isPositive();
		}
		// end::connection[]
	}

	@Test
	void wiring(CapturedOutput output) {
		// tag::wiring[]
		this.wiring.channels().forEach(System.out::println);
		this.wiring.endpoints().forEach(System.out::println);
		// end::wiring[]
		assertThat(output).contains("pricing.port2", "stockDesk");
	}

	@Test
	void nearestNames() {
		// tag::nearest[]
		assertThatExceptionOfType(UnknownEndpointException.class).isThrownBy(() -> this.ports.connect("stok"))
			.withMessageContaining("'stock'");
		// end::nearest[]
	}

	@Test
	void handOver() throws InterruptedException {
		// tag::hand-over[]
		MessageChannel channel = this.channels.create("job");
		MessagePort mine = channel.port1();
		mine.postMessage("waits until somebody reads it");

		MessageChannel carrier = this.channels.create("carrier");
		carrier.port1().postMessage("this is for you", channel.port2());

		MessagePort theirs = carrier.port2().receive(SOON).ports().get(0);
		assertThat(theirs.receive(SOON).data()).isEqualTo("waits until somebody reads it");
		// end::hand-over[]
		mine.close();
		carrier.close();
	}

}

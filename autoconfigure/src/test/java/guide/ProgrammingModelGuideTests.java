package guide;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PostOptions;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortExchange;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerEndpoint;
import dev.messageport.spring.PortListenerEndpointRegistry;
import dev.messageport.spring.PortMessageChannel;
import dev.messageport.spring.PortService;
import dev.messageport.spring.PortServiceProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The snippets of {@code docs/programming-model.md}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "messageport.channels.orders-in.capacity=100", "messageport.channels.slow.capacity=100" })
class ProgrammingModelGuideTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Autowired
	@Qualifier("orders-in.port1")
	private MessagePort orders;

	@Autowired
	@Qualifier("slow.port1")
	private MessagePort slow;

	@Autowired
	private StockService stockClient;

	@Autowired
	private MessagePortTemplate ports;

	@Autowired
	private PortListenerEndpointRegistry registry;

	@Autowired
	private MessageChannelFactory channels;

	@Test
	void metaAnnotation() {
		assertThat(this.slow.request("x", String.class)).succeedsWithin(SOON).asString().startsWith("slow-");
	}

	@Test
	void parametersAndSelection() {
		assertThat(this.orders.request(new Order("apples", 3), String.class)).succeedsWithin(SOON)
			.isEqualTo("nobody ordered apples at orders-in.port2");
		assertThat(this.orders.request(new Order("apples", 3000), String.class)).succeedsWithin(SOON)
			.isEqualTo("call us for 3000 apples");
		assertThat(this.orders.request(new Cancel("apples"), String.class)).succeedsWithin(SOON)
			.isEqualTo("apples cancelled");
		assertThat(this.orders.request(new Order(" ", 3), String.class)).failsWithin(SOON);
	}

	@Test
	void header() {
		// tag::header[]
		PostOptions byAda = PostOptions.builder().header("user", "ada").build();
		CompletableFuture<String> receipt = this.orders.request(new Order("apples", 3), byAda, String.class);
		// end::header[]
		assertThat(receipt).succeedsWithin(SOON).isEqualTo("ada ordered apples at orders-in.port2");
	}

	@Test
	void conversion() {
		// tag::conversion[]
		CompletableFuture<String> ofMap = this.ports.request("quotes", Map.of("item", "apples"), String.class);
		CompletableFuture<String> ofText = this.ports.request("quotes", "{\"item\": \"apples\"}", String.class);
		// end::conversion[]
		assertThat(ofMap).succeedsWithin(SOON).isEqualTo("3 cents for apples");
		assertThat(ofText).succeedsWithin(SOON).isEqualTo("3 cents for apples");
	}

	@Test
	void services() {
		assertThat(this.stockClient.left("apples")).isEqualTo(7);
		assertThat(this.stockClient.reserve("apples", 8)).succeedsWithin(SOON).isEqualTo(false);
		assertThat(this.stockClient.watch("apples").collectList().block(SOON)).hasSize(8).endsWith(0);
		assertThatIllegalArgumentException().isThrownBy(() -> this.stockClient.left(" ")).withMessage("Which item?");
	}

	@Test
	void listenerIsRegisteredAtRunTime() {
		// tag::register[]
		this.registry
			.register(PortListenerEndpoint.at("echo").id("echo").onMessage(String.class, (text, event) -> text));
		// end::register[]
		assertThat(this.ports.request("echo", "hello", String.class)).succeedsWithin(SOON).isEqualTo("hello");
		this.registry.unregister("echo");
	}

	@Test
	void messaging() throws InterruptedException {
		MessageChannel pair = this.channels.create("messaging");
		MessagePort mine = pair.port1();
		List<Object> received = new CopyOnWriteArrayList<>();
		// tag::messaging[]
		PortMessageChannel channel = new PortMessageChannel(mine);
		channel.subscribe((message) -> received.add(message.getPayload()));
		channel.send(MessageBuilder.withPayload("hello").setHeader("user", "ada").build());
		// end::messaging[]
		MessageEvent event = pair.port2().receive(SOON);
		assertThat(event.headers()).containsEntry("user", "ada");
		pair.close();
	}

	// tag::exchange[]
	interface StockService {

		@PortExchange
		int left(String item);

		@PortExchange
		CompletableFuture<Boolean> reserve(String item, int amount);

		@PortExchange
		Flux<Integer> watch(String item);

	}
	// end::exchange[]

	record Order(@NotBlank String item, int amount) {
	}

	record Quote(String item) {
	}

	record Cancel(String item) {
	}

	// tag::meta[]
	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PortListener(executor = "slowWork")
	@interface SlowPortListener {

		@AliasFor(annotation = PortListener.class, attribute = "port")
		String value();

	}
	// end::meta[]

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Stock.class, LocalValidatorFactoryBean.class })
	static class Application {

		@SlowPortListener("slow.port2")
		String slow(String name) {
			return Thread.currentThread().getName();
		}

		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor slowWork() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("slow-");
			return executor;
		}

		// tag::quotes[]
		@PortListener("quotes")
		String quote(Quote quote) {
			return "3 cents for " + quote.item();
		}
		// end::quotes[]

		// tag::parameters[]
		@PortListener("orders-in.port2")
		String place(@Valid Order order, @Header(name = "user", defaultValue = "nobody") String user,
				MessagePort port) {
			return user + " ordered " + order.item() + " at " + port.name();
		}

		@PortListener(port = "orders-in.port2", condition = "payload.amount > 1000")
		String placeLarge(Order order) {
			return "call us for " + order.amount() + " " + order.item();
		}

		@PortListener("orders-in.port2")
		CompletableFuture<String> cancel(Cancel cancel) {
			return CompletableFuture.supplyAsync(() -> cancel.item() + " cancelled");
		}
		// end::parameters[]

		// tag::client[]
		@Bean
		PortServiceProxyFactory stockServices(MessagePortTemplate ports) {
			return PortServiceProxyFactory.builderFor(ports, "stock").timeout(Duration.ofSeconds(5)).build();
		}

		@Bean
		StockService stockClient(PortServiceProxyFactory stockServices) {
			return stockServices.createClient(StockService.class);
		}
		// end::client[]

	}

	// tag::service[]
	@Component
	@PortService("stock")
	static class Stock implements StockService {

		@Override
		public int left(String item) {
			if (item.isBlank()) {
				throw new IllegalArgumentException("Which item?");
			}
			return 7;
		}

		@Override
		public CompletableFuture<Boolean> reserve(String item, int amount) {
			return CompletableFuture.completedFuture(amount <= 7);
		}

		@Override
		public Flux<Integer> watch(String item) {
			return Flux.range(0, 8).map((sold) -> 7 - sold);
		}

	}
	// end::service[]

}

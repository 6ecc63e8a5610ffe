package dev.messageport.autoconfigure.monitoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.autoconfigure.MessagePortAutoConfiguration;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.LinkDescriptor;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortListenerEndpointRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessagePortsEndpoint}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessagePortsEndpointTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	/**
	 * Ports that nobody keeps are closed.
	 */
	private final List<Object> kept = new ArrayList<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
				MessagePortMonitoringAutoConfiguration.class, MessagePortEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*", MonitoredShop.CHANNEL);

	@Test
	void declaredChannelHasBothEndsWithTheirOwners() {
		run((context) -> {
			MessagePortsDescriptor all = endpoint(context).messagePorts(null);
			assertThat(all.channels()).singleElement().satisfies((channel) -> {
				assertThat(channel.name()).isEqualTo("pricing");
				assertThat(channel.channel()).isNull();
				assertThat(channel.origin()).isEqualTo("the property 'messageport.channels.pricing'");
				assertThat(channel.ends()).extracting(EndDescriptor::name)
					.containsExactly("pricing.port1", "pricing.port2");
				assertThat(channel.ends().get(0).owners()).singleElement()
					.satisfies((owner) -> assertThat(owner.module()).isEqualTo("desk"));
				assertThat(channel.ends().get(1).owners()).singleElement()
					.satisfies((owner) -> assertThat(owner.type()).isEqualTo(MonitoredShop.PriceList.class.getName()));
				assertThat(channel.ends().get(1).listeners()).extracting(ListenerDescriptor::id)
					.containsExactly("prices");
			});
			assertThat(all.undeclared()).isEmpty();
		});
	}

	@Test
	void endTellsWhatWasCountedThere() {
		run((context) -> {
			MessagePort port = context.getBean(MonitoredShop.Desk.class).port;
			port.postMessage("apples");
			port.postMessage("nothing");
			Awaitility.await().atMost(SOON).until(() -> end(context, "pricing.port2").failed() == 1);
			EndDescriptor end = end(context, "pricing.port2");
			assertThat(end.state()).isEqualTo(EndDescriptor.State.STARTED);
			assertThat(end.posted()).isEqualTo(2);
			assertThat(end.delivered()).isEqualTo(2);
			assertThat(end.queued()).isZero();
			assertThat(end.highWaterMark()).isBetween(1L, 2L);
			assertThat(end.capacity()).isEqualTo(5);
			assertThat(end.lastError()).isEqualTo(IllegalArgumentException.class.getName());
			assertThat(end.age()).isNotNull().isLessThan(Duration.ofMinutes(10));
			assertThat(end.closeReason()).isNull();
			assertThat(end(context, "pricing.port1").state()).isEqualTo(EndDescriptor.State.STOPPED);
			assertThat(end(context, "pricing.port1").posted()).isZero();
		});
	}

	@Test
	void totalsAreThoseOfAllChannels() {
		run((context) -> {
			MessageChannel closed = keep(context.getBean(MessageChannelFactory.class).create("jobs"));
			MessageChannel open = keep(context.getBean(MessageChannelFactory.class).create("jobs"));
			open.port1().postMessage("a");
			closed.port1().postMessage("a");
			closed.port2().close();
			MessagePortsDescriptor.TotalsDescriptor totals = endpoint(context).messagePorts(null).totals();
			assertThat(totals.channels()).isEqualTo(2);
			assertThat(totals.ports().open()).isEqualTo(4);
			assertThat(totals.ports().closed()).containsEntry(CloseReason.LOCAL, 1L);
			assertThat(totals.messages().posted()).isEqualTo(2);
			assertThat(totals.messages().queued()).isEqualTo(1);
			assertThat(totals.messages().discarded()).isEqualTo(1);
			assertThat(totals.messages().discardedByReason()).containsEntry(CloseReason.LOCAL, 1L);
		});
	}

	@Test
	void channelThatHasClosedTellsWhyStill() {
		run((context) -> {
			context.getBean("pricing", MessageChannel.class).port1().close();
			Awaitility.await()
				.atMost(SOON)
				.until(() -> end(context, "pricing.port2").state() == EndDescriptor.State.CLOSED);
			assertThat(end(context, "pricing.port1").closeReason()).isEqualTo(CloseReason.LOCAL);
			assertThat(end(context, "pricing.port2").closeReason()).isEqualTo(CloseReason.PEER);
			assertThat(end(context, "pricing.port2").posted()).isNull();
		});
	}

	@Test
	void endThatIsInAMessageIsInTransit() {
		run((context) -> {
			MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
			MessageChannel carried = keep(channels.create("carried"));
			keep(channels.create("carrier")).port1().postMessage(null, carried.port2());
			NameDescriptor name = (NameDescriptor) named(context, "carried");
			assertThat(name.channels().get(0).ends()).extracting(EndDescriptor::state)
				.containsExactly(EndDescriptor.State.STOPPED, EndDescriptor.State.IN_TRANSIT);
		});
	}

	@Test
	void endThatHasClosedIsClosingWhileAMessageWaits() {
		run((context) -> {
			MessageChannel channel = keep(context.getBean(MessageChannelFactory.class).create("jobs"));
			channel.port1().postMessage("a");
			channel.port1().close();
			NameDescriptor name = (NameDescriptor) named(context, "jobs");
			EndDescriptor end = name.channels().get(0).ends().get(1);
			assertThat(end.state()).isEqualTo(EndDescriptor.State.CLOSING);
			assertThat(end.closeReason()).isEqualTo(CloseReason.PEER);
			assertThat(end.queued()).isEqualTo(1);
		});
	}

	@Test
	void channelWithAnotherLogicalNameIsFoundByTheNameOfItsBean() {
		run((context) -> {
			context.getBean("orders", MessageChannel.class).port1().postMessage("a");
			ChannelDescriptor channel = (ChannelDescriptor) named(context, "orders");
			assertThat(channel.channel()).isEqualTo("logical");
			assertThat(channel.messages().posted()).isEqualTo(1);
			assertThat(end(context, "orders.port2").queued()).isEqualTo(1);
			assertThat(endpoint(context).messagePorts(null).undeclared()).isEmpty();
		}, OrdersConfiguration.class);
	}

	@Test
	void channelThatWasNotCreatedYetSaysSo() {
		run((context) -> {
			assertThat(end(context, "lazy.port1").state()).isEqualTo(EndDescriptor.State.NOT_CREATED);
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("lazy")).isFalse();
		}, LazyConfiguration.class);
	}

	@Test
	void endpointHasItsListenersAndItsConnections() {
		run((context) -> {
			MessagePort port = keep(context.getBean(MessagePortTemplate.class).connect("stock"));
			port.postMessage("apples");
			Awaitility.await().atMost(SOON).until(() -> endpoint(context, "stock").messages().delivered() == 1);
			EndpointDescriptor stock = endpoint(context, "stock");
			assertThat(stock.connections()).isEqualTo(1);
			assertThat(stock.paused()).isFalse();
			assertThat(stock.owners()).extracting(OwnerDescriptor::bean)
				.containsExactly(MonitoredShop.Stock.class.getName());
			assertThat(stock.listeners()).singleElement().satisfies((listener) -> {
				assertThat(listener.id()).isEqualTo("stock");
				assertThat(listener.eventType()).isEqualTo("MessageEvent");
				assertThat(listener.payloadType()).isEqualTo("java.lang.String");
				assertThat(listener.place()).contains("take");
			});
			assertThat(stock.ports().open()).isEqualTo(2);
			assertThat(stock.channels()).hasSize(1);
			assertThat(endpoint(context).messagePorts(null).undeclared()).isEmpty();
		});
	}

	@Test
	void undeclaredChannelsAreGroupedByNameDeepestFirst() {
		run((context) -> {
			MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
			IntStream.range(0, 30).forEach((i) -> fill(keep(channels.create("jobs")), i));
			fill(keep(channels.create()), 1_000);
			MessagePortsDescriptor all = endpoint(context).messagePorts(5);
			assertThat(all.undeclared()).extracting(NameDescriptor::name).containsExactly("anonymous", "jobs");
			NameDescriptor jobs = all.undeclared().get(1);
			assertThat(jobs.ports().open()).isEqualTo(60);
			assertThat(jobs.channels()).extracting((channel) -> channel.ends().get(1).queued())
				.containsExactly(29, 28, 27, 26);
			assertThat(jobs.omitted()).isEqualTo(26);
		});
	}

	@Test
	void requestOnADeclaredChannelIsUndeclaredWithoutIt() {
		run((context) -> {
			context.getBean("pricing.port2", MessagePort.class).pause();
			keep(context.getBean("pricing.port1", MessagePort.class).request("apples", String.class));
			assertThat(endpoint(context).messagePorts(null).undeclared()).singleElement().satisfies((name) -> {
				assertThat(name.name()).isEqualTo("pricing");
				assertThat(name.ports().open()).isEqualTo(2);
				assertThat(name.messages().queued()).isZero();
				assertThat(name.channels()).singleElement()
					.satisfies((channel) -> assertThat(channel.ends()).extracting(EndDescriptor::state)
						.contains(EndDescriptor.State.IN_TRANSIT));
			});
		});
	}

	@Test
	void endpointsWithTheLongestQueuesAreShownWhenThereAreTooMany() {
		run((context) -> {
			keep(context.getBean(MessagePortTemplate.class).connect("late")).postMessage("a");
			assertThat(endpoint(context).messagePorts(1).endpoints()).extracting(EndpointDescriptor::name)
				.containsExactly("late");
			endpoint(context).change("late", "close");
			endpoint(context).change("stock", "pause");
			keep(context.getBean(MessagePortTemplate.class).connect("stock")).postMessage("a");
			assertThat(endpoint(context).messagePorts(1).endpoints()).extracting(EndpointDescriptor::name)
				.containsExactly("stock");
		});
	}

	@Test
	void limitHasNoLimitButTheOneOfTheUser() {
		this.contextRunner.withPropertyValues("messageport.actuator.max-limit=" + Integer.MAX_VALUE).run((context) -> {
			keep(context.getBean(MessageChannelFactory.class).create("jobs"));
			NameDescriptor jobs = (NameDescriptor) endpoint(context).messagePort("jobs", Integer.MAX_VALUE);
			assertThat(jobs.channels()).hasSize(1);
		});
	}

	@Test
	void namesAreLimitedAndWhatWasLeftOutIsTold() {
		run((context) -> {
			MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
			IntStream.range(0, 7).forEach((i) -> fill(keep(channels.create("jobs-" + i)), i));
			MessagePortsDescriptor all = endpoint(context).messagePorts(1);
			assertThat(all.undeclared()).extracting(NameDescriptor::name).containsExactly("jobs-6");
			assertThat(all.omitted()).isEqualTo(new MessagePortsDescriptor.OmittedDescriptor(1, 1, 6));
			assertThat(all.channels()).extracting(ChannelDescriptor::name).containsExactly("deep");
			assertThat(all.nodes()).extracting(MessagePortsDescriptor.NodeDescriptor::id)
				.contains("channel:deep")
				.doesNotContain("channel:pricing");
		}, DeepConfiguration.class);
	}

	@Test
	void nobodyCanAskForMoreThanTheHighestLimit() {
		this.contextRunner
			.withPropertyValues("messageport.actuator.default-limit=1", "messageport.actuator.max-limit=3")
			.run((context) -> {
				MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
				IntStream.range(0, 7).forEach((i) -> keep(channels.create("jobs")));
				assertThat(((NameDescriptor) named(context, "jobs")).channels()).hasSize(1);
				assertThat(((NameDescriptor) endpoint(context).messagePort("jobs", 2)).channels()).hasSize(2);
				assertThat(((NameDescriptor) endpoint(context).messagePort("jobs", 7)).channels()).hasSize(3);
				assertThatExceptionOfType(InvalidEndpointRequestException.class)
					.isThrownBy(() -> endpoint(context).messagePorts(0))
					.withMessage("'limit' must be at least 1, but is 0");
			});
	}

	@Test
	void graphHasModulesBeansChannelsAndEndpoints() {
		run((context) -> {
			MessagePortsDescriptor all = endpoint(context).messagePorts(null);
			String desk = "bean:" + MonitoredShop.Desk.class.getName();
			assertThat(all.nodes()).extracting(MessagePortsDescriptor.NodeDescriptor::id)
				.contains("module:desk", "module:prices", desk, "channel:pricing", "endpoint:stock", "endpoint:late");
			assertThat(all.nodes()).filteredOn((node) -> node.id().equals(desk))
				.singleElement()
				.satisfies((node) -> assertThat(node.module()).isEqualTo("module:desk"));
			assertThat(all.links()).contains(new LinkDescriptor(desk, "channel:pricing", "pricing.port1"),
					new LinkDescriptor("bean:" + MonitoredShop.Stock.class.getName(), "endpoint:stock", null));
		});
	}

	@Test
	void nameThatNothingHasIsNotFound() {
		run((context) -> {
			assertThat(named(context, "nothing")).isNull();
			assertThat(named(context, "pricing.port3")).isNull();
			assertThat(endpoint(context).change("nothing", "pause")).isNull();
		});
	}

	@Test
	void endOfUndeclaredChannelsIsThatOfAllOfThem() {
		run((context) -> {
			MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
			IntStream.range(1, 4).forEach((i) -> fill(keep(channels.create("jobs")), i));
			NameDescriptor ends = (NameDescriptor) named(context, "jobs.port2");
			assertThat(ends.ports().open()).isEqualTo(3);
			assertThat(ends.messages().queued()).isEqualTo(6);
			assertThat(((NameDescriptor) named(context, "jobs.port1")).messages().queued()).isZero();
		});
	}

	@Test
	void pauseAndStartOfAnEndAreKnownToTheRegistry(CapturedOutput output) {
		run((context) -> {
			PortListenerEndpointRegistry registry = context.getBean(PortListenerEndpointRegistry.class);
			EndDescriptor paused = (EndDescriptor) endpoint(context).change("pricing.port2", "pause");
			assertThat(paused.state()).isEqualTo(EndDescriptor.State.STOPPED);
			assertThat(paused.listeners()).extracting(ListenerDescriptor::paused).containsExactly(true);
			assertThat(registry.isPaused("prices")).isTrue();
			context.getBean(MonitoredShop.Desk.class).port.postMessage("apples");
			assertThat(end(context, "pricing.port2").queued()).isEqualTo(1);
			EndDescriptor started = (EndDescriptor) endpoint(context).change("pricing.port2", "start");
			assertThat(started.state()).isEqualTo(EndDescriptor.State.STARTED);
			assertThat(registry.isPaused("prices")).isFalse();
			Awaitility.await().atMost(SOON).until(() -> end(context, "pricing.port2").delivered() == 1);
		});
		assertThat(output).contains("told to pause 'pricing.port2': 1 port\n",
				"told to start 'pricing.port2': 1 port\n");
	}

	@Test
	void actionOnAChannelIsOneOnBothEnds() {
		run((context) -> {
			ChannelDescriptor started = (ChannelDescriptor) endpoint(context).change("pricing", "start");
			assertThat(started.ends()).extracting(EndDescriptor::state).containsOnly(EndDescriptor.State.STARTED);
			ChannelDescriptor paused = (ChannelDescriptor) endpoint(context).change("pricing", "pause");
			assertThat(paused.ends()).extracting(EndDescriptor::state).containsOnly(EndDescriptor.State.STOPPED);
			assertThat(context.getBean(PortListenerEndpointRegistry.class).isPaused("prices")).isTrue();
			ChannelDescriptor closed = (ChannelDescriptor) endpoint(context).change("pricing", "close");
			assertThat(closed.ends()).extracting(EndDescriptor::closeReason).containsOnly(CloseReason.OWNER_GONE);
		});
	}

	@Test
	void pauseOfAnEndpointHoldsBackConnectionsToCome() {
		run((context) -> {
			MessagePortTemplate template = context.getBean(MessagePortTemplate.class);
			MessagePort before = keep(template.connect("stock"));
			assertThat(((EndpointDescriptor) endpoint(context).change("stock", "pause")).paused()).isTrue();
			MessagePort after = keep(template.connect("stock"));
			before.postMessage("a");
			after.postMessage("b");
			assertThat(endpoint(context, "stock").messages().queued()).isEqualTo(2);
			assertThat(((EndpointDescriptor) endpoint(context).change("stock", "start")).paused()).isFalse();
			Awaitility.await().atMost(SOON).until(() -> endpoint(context, "stock").messages().delivered() == 2);
		});
	}

	@Test
	void startOfAnEndpointStartsWhatWasNotStartedAutomatically() {
		run((context) -> {
			MessagePort port = keep(context.getBean(MessagePortTemplate.class).connect("late"));
			port.postMessage("a");
			assertThat(endpoint(context, "late").messages().queued()).isEqualTo(1);
			endpoint(context).change("late", "start");
			Awaitility.await().atMost(SOON).until(() -> endpoint(context, "late").messages().delivered() == 1);
		});
	}

	@Test
	void closeOfAnEndpointClosesItsConnectionsAndNoneToCome() {
		run((context) -> {
			MessagePortTemplate template = context.getBean(MessagePortTemplate.class);
			MessagePort port = keep(template.connect("stock"));
			endpoint(context).change("stock", "close");
			Awaitility.await().atMost(SOON).until(port::isClosed);
			assertThat(port.closed().toCompletableFuture()).succeedsWithin(SOON)
				.satisfies((event) -> assertThat(event.reason()).isEqualTo(CloseReason.OWNER_GONE));
			assertThat(keep(template.connect("stock")).postMessage("a")).isTrue();
		});
	}

	@Test
	void actionOnAnUndeclaredNameIsOneOnAllItsChannels() {
		run((context) -> {
			MessageChannelFactory channels = context.getBean(MessageChannelFactory.class);
			List<MessageChannel> jobs = List.of(keep(channels.create("jobs")), keep(channels.create("jobs")));
			MessageChannel other = keep(channels.create("job"));
			endpoint(context).change("jobs.port2", "start");
			assertThat(jobs).allMatch((channel) -> channel.port2().isStarted() && !channel.port1().isStarted());
			NameDescriptor closed = (NameDescriptor) endpoint(context).change("jobs", "close");
			assertThat(closed.ports().open()).isZero();
			assertThat(closed.channels()).isEmpty();
			assertThat(jobs).allMatch((channel) -> channel.port1().isClosed() && channel.port2().isClosed());
			assertThat(other.port1().isClosed()).isFalse();
		});
	}

	@Test
	void actionOnADeclaredChannelLeavesOthersOfItsNameAlone() {
		run((context) -> {
			MessageChannel other = keep(context.getBean(MessageChannelFactory.class).create("pricing"));
			endpoint(context).change("pricing", "start");
			assertThat(other.port1().isStarted()).isFalse();
			endpoint(context).change("pricing.port2", "close");
			assertThat(context.getBean("pricing", MessageChannel.class).port2().isClosed()).isTrue();
			assertThat(other.port2().isClosed()).isFalse();
		});
	}

	@Test
	void unknownActionIsRefusedNamingThoseThatAre() {
		run((context) -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> endpoint(context).change("pricing", "stop"))
			.withMessage("'action' must be one of 'start', 'pause', 'close', but is 'stop'"));
	}

	@Test
	void childContextsAreShownAndChangedToo() {
		run((parent) -> new ApplicationContextRunner().withParent(parent)
			.withConfiguration(AutoConfigurations.of(MessagePortAutoConfiguration.class,
					MessagePortMonitoringAutoConfiguration.class, MessagePortEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*", "messageport.channels.local=")
			.withUserConfiguration(ChildListener.class)
			.run((child) -> {
				assertThat(child.getBeansOfType(MessagePortsEndpoint.class)).isEmpty();
				MessagePortsDescriptor all = endpoint(parent).messagePorts(null);
				assertThat(all.channels()).extracting(ChannelDescriptor::name).containsExactly("local", "pricing");
				assertThat(all.endpoints()).extracting(EndpointDescriptor::name).contains("child", "stock");
				endpoint(parent).change("local.port2", "pause");
				assertThat(child.getBean(PortListenerEndpointRegistry.class).isPaused("local")).isTrue();
			}));
	}

	private void run(ContextConsumer<AssertableApplicationContext> test, Class<?>... configuration) {
		this.contextRunner.withUserConfiguration(MonitoredShop.class).withUserConfiguration(configuration).run(test);
	}

	private <T> T keep(T object) {
		this.kept.add(object);
		return object;
	}

	private static void fill(MessageChannel channel, int messages) {
		IntStream.range(0, messages).forEach((i) -> channel.port1().postMessage(i));
	}

	private static MessagePortsEndpoint endpoint(AssertableApplicationContext context) {
		return context.getBean(MessagePortsEndpoint.class);
	}

	private static NamedDescriptor named(AssertableApplicationContext context, String name) {
		return endpoint(context).messagePort(name, null);
	}

	private static EndDescriptor end(AssertableApplicationContext context, String name) {
		return (EndDescriptor) named(context, name);
	}

	private static EndpointDescriptor endpoint(AssertableApplicationContext context, String name) {
		return (EndpointDescriptor) named(context, name);
	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersConfiguration {

		@Bean
		MessageChannel orders(MessageChannelFactory channels) {
			return channels.create("logical");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeepConfiguration {

		@Bean
		MessageChannel deep(MessageChannelFactory channels) {
			MessageChannel channel = channels.create("deep");
			fill(channel, 3);
			return channel;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		MessageChannel lazy(MessageChannelFactory channels) {
			return channels.create("lazy");
		}

	}

	static class ChildListener {

		@PortListener(value = "local.port2", id = "local")
		void local(String payload) {
		}

		@PortListener("child")
		void child(String payload) {
		}

	}

}

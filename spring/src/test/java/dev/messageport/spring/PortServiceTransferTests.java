package dev.messageport.spring;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

import dev.messageport.ChannelOptions;
import dev.messageport.DataCloneException;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.PayloadStrategy;
import dev.messageport.Transferable;
import dev.messageport.TransferableBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for ports and other transferables as arguments and results of typed services.
 */
class PortServiceTransferTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	private final MessageChannel first = this.channels.create();

	private final MessageChannel second = this.channels.create();

	@Test
	@Tag("P4")
	@Tag("T1")
	void portArrivesAsANewObjectAndIsDetachedHere() {
		run((courier) -> {
			courier.greet("a", this.first.port2());
			assertThat(this.first.port2().isDetached()).isTrue();
			assertThat(Recorder.receive(this.first.port1())).isEqualTo("hello a");
		});
	}

	@Test
	@Tag("P4")
	void onePortInTwoPlacesArrivesAsOneObject() {
		run((courier) -> assertThat(courier.same(this.first.port2(), "between", this.first.port2())).isTrue());
	}

	@Test
	@Tag("T8")
	void collectionsArraysAndOptionalsOfPortsAreTransferred() {
		run((courier) -> {
			assertThat(courier.list(Arrays.asList(this.first.port2(), null))).isEqualTo(1);
			assertThat(Recorder.receive(this.first.port1())).isEqualTo("hello list");
			assertThat(courier.varargs(this.second.port2(), this.channels.create().port1())).isEqualTo(2);
			assertThat(Recorder.receive(this.second.port1())).isEqualTo("hello varargs");
			assertThat(courier.set(Set.of(this.channels.create().port1()))).isEqualTo(1);
			assertThat(courier.optional(Optional.of(this.channels.create().port1()))).isTrue();
			assertThat(courier.optional(Optional.empty())).isFalse();
			assertThat(courier.list(List.of())).isZero();
		});
	}

	@Test
	@Tag("T8")
	void portAsAnObjectIsTransferred() {
		run((courier) -> {
			assertThat(courier.object(this.first.port2())).isEqualTo("port");
			assertThat(this.first.port2().isDetached()).isTrue();
		});
	}

	@Test
	@Tag("T8")
	void bufferMovesBothWays() {
		run((courier) -> {
			TransferableBuffer buffer = TransferableBuffer.of(new byte[] { 1, 2 });
			TransferableBuffer returned = courier.reverse(buffer);
			assertThat(returned.toByteArray()).containsExactly(2, 1);
			assertThat(buffer.isDetached()).isTrue();
		});
	}

	@Test
	@Tag("P4")
	void returnedPortsAreTransferred() {
		run((courier) -> {
			assertThat(Recorder.receive(courier.open())).isEqualTo("welcome");
			assertThat(Recorder.receive(courier.openLater().join())).isEqualTo("welcome");
			assertThat(Recorder.receive(courier.openMaybe().orElseThrow())).isEqualTo("welcome");
			try (Stream<MessagePort> opened = courier.openMany()) {
				assertThat(opened.map(Recorder::receive).toList()).containsExactly("welcome", "welcome");
			}
		});
	}

	@Test
	@Tag("P2")
	void refusedPortThrowsAndTransfersNothing() {
		run((courier) -> {
			this.second.port2().close();
			assertThatExceptionOfType(DataCloneException.class)
				.isThrownBy(() -> courier.varargs(this.first.port2(), this.second.port2()))
				.withMessageContaining("Entry 1");
			assertThat(this.first.port2().isDetached()).isFalse();
		});
	}

	@Test
	@Tag("P2")
	void serviceThatReturnsAClosedPortFailsTheCall() {
		run((courier) -> assertThatExceptionOfType(DataCloneException.class).isThrownBy(courier::openClosed));
	}

	@Test
	void portsOfACallThatIsRefusedAreClosed() {
		TestContext.run((context) -> {
			MessagePort port = Services.template(context).connect("courier");
			port.postMessage(new PortCall("unknown", List.of(new PortCall.Transferred(0))), this.first.port2());
			assertThat(this.first.port1().closed().toCompletableFuture()).succeedsWithin(Recorder.SOON);
		}, DefaultCourier.class);
	}

	@Test
	void placeholderThatPointsNowhereIsRefused() {
		TestContext.run((context) -> {
			MessagePort port = Services.template(context).connect("courier");
			PortCall call = new PortCall("greet", List.of("a", new PortCall.Transferred(0)));
			assertThat(port.request(call, Object.class).handle((value, error) -> error).join())
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("Entry 0");
		}, DefaultCourier.class);
	}

	@Test
	@Tag("P4")
	void copyingChannelTransfersToo() {
		TestContext.run((context) -> {
			MessageChannel copying = this.channels
				.create(ChannelOptions.builder().payloads(PayloadStrategy.COPY).build());
			MessagePort connection = Services.template(context).connect("courier");
			copying.port2().onMessage((event) -> connection.postMessage(event.data(), event.transferred()));
			Courier courier = PortServiceProxyFactory.builderFor(copying.port1()).build().createClient(Courier.class);
			CompletableFuture<String> unanswered = courier.greetLater(new StringBuilder("a"), this.first.port2());
			assertThat(Recorder.receive(this.first.port1())).isEqualTo("hello a");
			assertThat(unanswered).isNotDone();
		}, DefaultCourier.class);
	}

	@Test
	void severalPortsAsOneResultAreRefused() {
		assertThatIllegalStateException()
			.isThrownBy(
					() -> PortServiceProxyFactory.builderFor(this.first.port1()).build().createClient(Several.class))
			.withMessageContaining("Several.ports()")
			.withMessageContaining("'Stream' or a publisher");
	}

	private void run(Consumer<Courier> test) {
		TestContext.run((context) -> test.accept(client(context)), DefaultCourier.class);
	}

	private static Courier client(ApplicationContext context) {
		return Services.client(context, "courier", Courier.class);
	}

	interface Several {

		@PortExchange
		List<MessagePort> ports();

	}

	interface Courier {

		@PortExchange
		void greet(String name, MessagePort port);

		@PortExchange
		CompletableFuture<String> greetLater(CharSequence name, MessagePort port);

		@PortExchange
		boolean same(MessagePort one, String between, Transferable other);

		@PortExchange
		int list(List<MessagePort> ports);

		@PortExchange
		int varargs(MessagePort... ports);

		@PortExchange
		int set(Set<? extends Transferable> ports);

		@PortExchange
		boolean optional(Optional<MessagePort> port);

		@PortExchange
		String object(Object port);

		@PortExchange
		TransferableBuffer reverse(TransferableBuffer buffer);

		@PortExchange
		MessagePort open();

		@PortExchange
		MessagePort openClosed();

		@PortExchange
		CompletableFuture<MessagePort> openLater();

		@PortExchange
		Optional<MessagePort> openMaybe();

		@PortExchange
		Stream<MessagePort> openMany();

	}

	@PortService("courier")
	static class DefaultCourier implements Courier {

		private final MessageChannelFactory channels;

		DefaultCourier(MessageChannelFactory channels) {
			this.channels = channels;
		}

		@Override
		public void greet(String name, MessagePort port) {
			port.postMessage("hello " + name);
		}

		@Override
		public CompletableFuture<String> greetLater(CharSequence name, MessagePort port) {
			port.postMessage("hello " + name);
			return new CompletableFuture<>();
		}

		@Override
		public boolean same(MessagePort one, String between, Transferable other) {
			return one == other;
		}

		@Override
		public int list(List<MessagePort> ports) {
			ports.stream().limit(1).forEach((port) -> port.postMessage("hello list"));
			return (int) ports.stream().filter((port) -> port != null).count();
		}

		@Override
		public int varargs(MessagePort... ports) {
			ports[0].postMessage("hello varargs");
			return ports.length;
		}

		@Override
		public int set(Set<? extends Transferable> ports) {
			Collection<? extends Transferable> all = ports;
			return all.size();
		}

		@Override
		public boolean optional(Optional<MessagePort> port) {
			return port.isPresent();
		}

		@Override
		public String object(Object port) {
			return (port instanceof MessagePort) ? "port" : port.toString();
		}

		@Override
		public TransferableBuffer reverse(TransferableBuffer buffer) {
			byte first = buffer.get(0);
			buffer.put(0, buffer.get(1));
			buffer.put(1, first);
			return buffer;
		}

		@Override
		public MessagePort open() {
			MessageChannel channel = this.channels.create();
			channel.port1().postMessage("welcome");
			return channel.port2();
		}

		@Override
		public MessagePort openClosed() {
			MessagePort port = open();
			port.close();
			return port;
		}

		@Override
		public CompletableFuture<MessagePort> openLater() {
			return CompletableFuture.completedFuture(open());
		}

		@Override
		public Optional<MessagePort> openMaybe() {
			return Optional.of(open());
		}

		@Override
		public Stream<MessagePort> openMany() {
			return Stream.of(open(), open());
		}

	}

}

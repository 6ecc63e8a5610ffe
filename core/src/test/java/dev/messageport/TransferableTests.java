package dev.messageport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Posting transferables that are no ports.
 */
@Tag("T8")
class TransferableTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final Tallies tallies = new Tallies();

	private final MessageChannelFactory channels = MessageChannelFactory.builder()
		.executor(this.executor)
		.observer(this.tallies)
		.build();

	private final MessageChannel channel = this.channels.create("mail");

	private final MessagePort port1 = this.channel.port1();

	private final MessagePort port2 = this.channel.port2();

	private final MessageChannel cargo = this.channels.create("cargo");

	private final TransferableBuffer buffer = TransferableBuffer.of(new byte[] { 1, 2, 3 });

	private final TransferableBuffer slice = this.buffer.slice(1, 2);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@SuppressWarnings("NullAway.Init")
	private FileChannel channelOfFile;

	@SuppressWarnings("NullAway.Init")
	private FileTransferable file;

	@BeforeEach
	void open() throws IOException {
		this.channelOfFile = FileChannel.open(Files.writeString(this.directory.resolve("text"), "hello world"));
		this.file = new FileTransferable(this.channelOfFile);
	}

	@AfterEach
	void close() throws IOException {
		this.channelOfFile.close();
	}

	@Test
	@Tag("P8")
	@Tag("I7")
	void resourceOfAMessageThatClosesACycleIsReleasedOnce() {
		MessageChannel other = this.channels.create("other");
		AtomicInteger released = new AtomicInteger();
		assertThat(this.port1.postMessage("x", other.port2())).isTrue();
		assertThat(other.port1().postMessage("y", this.port2, new Counted(released, true))).isFalse();
		assertThat(released).hasValue(1);
	}

	@Test
	void resourceMovesWithItsStateAndTheSenderCannotUseItAnyMore() throws IOException {
		assertThat(this.file.read(6)).isEqualTo("hello ");
		assertThat(this.port1.postMessage("the rest", this.file)).isTrue();
		assertThat(this.file.isDetached()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> this.file.read(1));
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data()).isEqualTo("the rest");
		FileTransferable arrived = (FileTransferable) event.transferred().get(0);
		assertThat(arrived).isNotSameAs(this.file);
		assertThat(arrived.read(9)).isEqualTo("world");
		this.channel.close();
		assertThat(this.file.releases()).isZero();
		assertThat(this.channelOfFile.isOpen()).isTrue();
	}

	@Test
	void bufferMovesOverSeveralHops() {
		MessagePort to = this.port1;
		MessagePort from = this.port2;
		TransferableBuffer moving = this.buffer;
		for (int i = 0; i < 10; i++) {
			assertThat(to.postMessage(i, moving)).isTrue();
			assertThat(moving.isDetached()).isTrue();
			moving = (TransferableBuffer) Ports.next(from).transferred().get(0);
		}
		assertThat(moving.toByteArray()).containsExactly(1, 2, 3);
		assertThat(this.slice.isDetached()).isTrue();
	}

	@Test
	void listenerGetsItToo() {
		List<Transferable> arrived = new ArrayList<>();
		this.port2.onMessage((event) -> arrived.addAll(event.transferred()));
		this.port1.postMessage(null, PostOptions.builder().transfer(List.of(this.buffer)).header("a", 1).build());
		this.executor.runAll();
		assertThat(arrived).singleElement()
			.satisfies((entry) -> assertThat(((TransferableBuffer) entry).size()).isEqualTo(3));
	}

	@Test
	@Tag("P4")
	void payloadThatIsTheTransferableArrivesAsTheObjectInTheList() {
		this.port1.postMessage(this.buffer, this.file, this.buffer, this.cargo.port1());
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.data()).isSameAs(event.transferred().get(1)).isNotSameAs(this.buffer);
		assertThat(event.data(TransferableBuffer.class).size()).isEqualTo(3);
	}

	@Test
	@Tag("P5")
	void portsAndResourcesKeepTheirOrder() {
		MessagePort second = this.cargo.port2();
		this.port1.postMessage(second, this.file, this.cargo.port1(), this.buffer, second);
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.transferred()).hasSize(4);
		assertThat(event.transferred().get(0)).isInstanceOf(FileTransferable.class);
		assertThat(event.transferred().get(2)).isInstanceOf(TransferableBuffer.class);
		assertThat(event.ports()).containsExactly((MessagePort) event.transferred().get(1),
				(MessagePort) event.transferred().get(3));
		assertThat(event.ports()).extracting(MessagePort::name).containsExactly("cargo.port1", "cargo.port2");
		assertThat(event.data()).isSameAs(event.ports().get(1));
	}

	@Test
	@Tag("P5")
	void listIsImmutableAndEmptyWhenThereIsNothing() {
		this.port1.postMessage("plain");
		this.port1.postMessage("with headers", PostOptions.builder().header("a", 1).build());
		this.port1.postMessage("with a buffer", this.buffer);
		assertThat(Ports.next(this.port2).transferred()).isEmpty();
		assertThat(Ports.next(this.port2).transferred()).isEmpty();
		MessageEvent event = Ports.next(this.port2);
		assertThat(event.ports()).isEmpty();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.transferred().remove(0));
	}

	@Test
	@Tag("P4")
	void transferableOutsideOfTheListIsRefused() {
		for (ThrowingCallable post : List.<ThrowingCallable>of(() -> this.port1.postMessage(this.buffer),
				() -> this.port1.postMessage(this.buffer, this.file),
				() -> this.port1.postMessage(this.buffer, List.of()))) {
			assertThat(refused(post).index()).isEqualTo(-1);
		}
		assertNothingMoved();
	}

	@ParameterizedTest
	@MethodSource("wrongEntries")
	@Tag("P2")
	void wrongEntryIsRefusedAndChangesNothing(@Nullable Transferable wrong) {
		List<@Nullable Transferable> list = new ArrayList<>(Arrays.asList(this.file, this.buffer, wrong));
		assertThat(refused(() -> this.port1.postMessage("x", list)).index()).isEqualTo(2);
		assertNothingMoved();
		this.port2.close();
		assertThat(refused(() -> this.port1.postMessage("x", list)).index()).isEqualTo(2);
		this.port1.close();
		assertThat(refused(() -> this.port1.postMessage("x", list)).index()).isEqualTo(2);
		assertUntouched();
	}

	static Stream<@Nullable Transferable> wrongEntries() {
		TransferableBuffer closed = TransferableBuffer.allocate(1);
		TransferableBuffer moved = TransferableBuffer.allocate(1);
		TransferableBuffer deadSlice = moved.slice(0, 1);
		closed.close();
		moved.moveTo(moved.newReceiver());
		return Stream.of(null, closed, moved, deadSlice, new Foreign());
	}

	@Test
	@Tag("P2")
	void duplicateIsRefused() {
		assertThat(refused(() -> this.port1.postMessage("x", this.buffer, this.file, this.buffer)).index())
			.isEqualTo(2);
		assertNothingMoved();
	}

	@Test
	@Tag("P2")
	@Tag("C6")
	void closedPortInTheListMovesNothing() {
		MessagePort closed = this.cargo.port2();
		closed.close();
		assertThat(refused(() -> this.port1.postMessage("x", this.file, this.buffer, closed)).index()).isEqualTo(2);
		assertNothingMoved();
	}

	@Test
	@Tag("P2")
	void sliceIsRefusedWithTheRemedy() {
		DataCloneException ex = refused(() -> this.port1.postMessage("x", this.file, this.slice));
		assertThat(ex.index()).isOne();
		assertThat(ex).hasStackTraceContaining("of(slice.toByteArray())");
		assertNothingMoved();
	}

	@Test
	@Tag("I3")
	void moveThatFailsPutsBackWhatHadMoved() {
		Probe last = new Probe();
		Probe failing = new Probe();
		failing.onMove = () -> {
			throw new UnsupportedOperationException("on purpose");
		};
		DataCloneException ex = refused(
				() -> this.port1.postMessage("x", this.file, this.cargo.port1(), this.buffer, failing, last));
		assertThat(ex.index()).isEqualTo(3);
		assertThat(ex).hasCauseInstanceOf(UnsupportedOperationException.class);
		assertThat(failing.isDetached() || last.isDetached()).isFalse();
		assertNothingMoved();
	}

	@Test
	@Tag("I3")
	void receiverThatCannotBeMadePutsBackWhatHadMoved() {
		Probe failing = new Probe();
		failing.onNewReceiver = () -> {
			throw new UnsupportedOperationException("on purpose");
		};
		DataCloneException ex = refused(() -> this.port1.postMessage("x", this.file, this.buffer, failing));
		assertThat(ex.index()).isEqualTo(2);
		assertThat(ex).hasCauseInstanceOf(UnsupportedOperationException.class);
		assertNothingMoved();
	}

	@Test
	@Tag("I3")
	void errorOfAMovePutsBackWhatHadMovedAndIsThrownOn() {
		OutOfMemoryError error = new OutOfMemoryError("on purpose");
		Probe failing = new Probe();
		failing.onMove = () -> {
			throw error;
		};
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.port1.postMessage("x", this.file, this.buffer, failing))
			.isSameAs(error);
		assertNothingMoved();
	}

	@Test
	@Tag("I3")
	@Tag("P9")
	void portThatClosesMeanwhilePutsBackWhatHadMoved() {
		Probe closer = new Probe();
		closer.onMove = () -> this.cargo.port1().close();
		DataCloneException ex = refused(
				() -> this.port1.postMessage("x", this.file, this.cargo.port1(), this.buffer, closer));
		assertThat(ex.index()).isOne();
		assertThat(closer.isDetached()).isFalse();
		assertUntouched();
	}

	@ParameterizedTest
	@EnumSource(value = OverflowPolicy.class, names = { "FAIL", "BLOCK" })
	@Tag("I3")
	@Tag("Q7")
	void overflowPutsBackWhatHadMoved(OverflowPolicy policy) {
		MessageChannel full = full(policy);
		ByteBuffer view = this.buffer.buffer();
		List<List<Transferable>> lists = List.of(List.of(this.buffer, this.file),
				List.of(this.buffer, this.cargo.port1(), this.file));
		for (List<Transferable> list : lists) {
			assertThatExceptionOfType(PortOverflowException.class)
				.isThrownBy(() -> full.port1().postMessage("too much", list));
			assertUntouched();
		}
		assertThat(this.cargo.port1().isDetached() || this.cargo.port1().isClosed()).isFalse();
		view.put(0, (byte) 9);
		assertThat(this.buffer.get(0)).isEqualTo((byte) 9);
		assertThat(Ports.drain(full.port2())).containsExactly("fills it");
	}

	private MessageChannel full(OverflowPolicy policy) {
		MessageChannel full = this.channels
			.create(ChannelOptions.builder().capacity(1).overflow(policy).blockTimeout(Duration.ofMillis(20)).build());
		full.port1().postMessage("fills it");
		return full;
	}

	@Test
	@Tag("I3")
	void contentThatCannotBePutBackIsReleasedAndLogged() {
		MessageChannel full = full(OverflowPolicy.FAIL);
		Probe stubborn = new Probe();
		stubborn.onMoveBack = () -> {
			throw new IllegalStateException("on purpose");
		};
		try (Logs logs = Logs.capture()) {
			assertThatExceptionOfType(PortOverflowException.class)
				.isThrownBy(() -> full.port1().postMessage("x", this.file, stubborn, this.buffer));
			assertThat(logs.errors()).hasSize(1);
			assertThat(logs.thrown()).singleElement().asString().contains("on purpose");
		}
		assertThat(stubborn.isDetached()).isTrue();
		assertThat(stubborn.releases).hasValue(1);
		assertUntouched();
	}

	static Stream<Consumer<TransferableTests>> losses() {
		return Stream.of((test) -> {
			test.port1.postMessage("x", test.file);
			test.port2.close();
		}, (test) -> {
			test.port1.postMessage("x", test.file, test.cargo.port2());
			test.tallies.side(1).close(CloseReason.OWNER_GONE);
		}, (test) -> {
			test.port1.postMessage("nested", test.cargo.port2());
			test.cargo.port1().postMessage("x", test.file);
			test.port2.close();
		}, (test) -> {
			test.port1.close();
			assertThat(test.port1.postMessage("x", test.file)).isFalse();
		}, (test) -> {
			test.port2.close();
			assertThat(test.port1.postMessage("x", test.file, test.cargo.port1())).isFalse();
		}, (test) -> {
			Ports.hop(test.port1);
			assertThat(test.port1.postMessage("x", test.file)).isFalse();
		}, (test) -> {
			try (Logs logs = Logs.capture()) {
				assertThat(test.port1.postMessage("doomed", test.file, test.port2)).isFalse();
				assertThat(logs.warnings()).hasSize(1);
			}
		}, (test) -> {
			MessageChannel dropping = test.channels
				.create(ChannelOptions.builder().capacity(1).overflow(OverflowPolicy.DROP_OLDEST).build());
			dropping.port1().postMessage("x", test.file);
			dropping.port1().postMessage("in its place");
		}, (test) -> assertThat(test.full(OverflowPolicy.DROP_LATEST).port1().postMessage("x", test.file)).isFalse(),
				(test) -> assertThat(test.full(OverflowPolicy.CLOSE).port1().postMessage("x", test.file)).isFalse());
	}

	@ParameterizedTest
	@MethodSource("losses")
	@Tag("T6")
	@Tag("P1")
	@Tag("P7")
	@Tag("I7")
	void resourceOfALostMessageIsReleasedOnce(Consumer<TransferableTests> loss) {
		loss.accept(this);
		assertThat(this.file.isDetached()).isTrue();
		assertThat(this.file.releases()).isOne();
		assertThat(this.channelOfFile.isOpen()).isFalse();
		this.channel.close();
		this.cargo.close();
		assertThat(this.file.releases()).isOne();
		this.tallies.assertBalanced();
	}

	@Test
	@Tag("T6")
	@Tag("I7")
	@Tag("long")
	void resourceAtTheEndOfALongChainIsReleased() {
		MessagePort carrier = this.port1;
		for (int i = 0; i < 10_000; i++) {
			MessageChannel next = this.channels.create("chain");
			carrier.postMessage(i, next.port2());
			carrier = next.port1();
		}
		carrier.postMessage("x", this.file);
		this.port2.close();
		assertThat(this.file.releases()).isOne();
	}

	@Test
	@Tag("T6")
	void releaseThatFailsIsLoggedAndKeepsNothingElseBack() {
		Probe failing = new Probe();
		failing.onRelease = () -> {
			throw new IllegalStateException("on purpose");
		};
		this.port1.postMessage("x", failing, this.file, this.cargo.port2());
		this.port1.postMessage("y", this.buffer);
		try (Logs logs = Logs.capture()) {
			this.port2.close();
			assertThat(logs.errors()).hasSize(1);
			assertThat(logs.thrown()).singleElement().asString().contains("on purpose");
		}
		assertThat(failing.releases).hasValue(1);
		assertThat(this.file.releases()).isOne();
		assertThat(this.cargo.port1().isClosed()).isTrue();
		this.tallies.assertBalanced();
	}

	@Test
	void noLockIsHeldWhileUserCodeRuns() {
		Probe probe = new Probe();
		AtomicInteger calls = new AtomicInteger();
		MessageChannel full = full(OverflowPolicy.FAIL);
		Runnable lookAround = () -> {
			try {
				for (MessagePort port : List.of(this.port1, this.port2, this.cargo.port1(), full.port1(),
						full.port2())) {
					Race.of(port::isStarted, port::id);
				}
				calls.incrementAndGet();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		};
		probe.onNewReceiver = lookAround;
		probe.onMove = lookAround;
		probe.onMoveBack = lookAround;
		probe.onRelease = lookAround;
		assertThatExceptionOfType(PortOverflowException.class)
			.isThrownBy(() -> full.port1().postMessage("x", probe, this.cargo.port1()));
		assertThat(calls).hasValue(3);
		assertThat(this.port1.postMessage("x", probe, this.cargo.port1())).isTrue();
		assertThat(calls).hasValue(5);
		this.port2.close();
		assertThat(calls).hasValue(6);
	}

	@Test
	@Tag("P9")
	void ofTwoThreadsThatPostOneBufferExactlyOneWins() throws Exception {
		MessageChannel other = this.channels.create("other");
		for (int round = 0; round < 500; round++) {
			TransferableBuffer wanted = TransferableBuffer.of(new byte[] { 7 });
			AtomicInteger refusals = new AtomicInteger();
			List<Race.Task> posts = new ArrayList<>();
			for (MessagePort port : List.of(this.port1, other.port1())) {
				posts.add(() -> {
					try {
						assertThat(port.postMessage("x", wanted)).isTrue();
					}
					catch (DataCloneException ex) {
						assertThat(ex.index()).isZero();
						refusals.incrementAndGet();
					}
				});
			}
			Race.of(posts);
			assertThat(refusals).hasValue(1);
			assertThat(this.port2.queued() + other.port2().queued()).isOne();
			MessageEvent event = Ports.next((this.port2.queued() == 1) ? this.port2 : other.port2());
			assertThat(((TransferableBuffer) event.transferred().get(0)).toByteArray()).containsExactly(7);
		}
	}

	@Test
	@Tag("P9")
	void resourceThatIsPostedWhileThePortClosesIsDeliveredOrReleased() throws Exception {
		for (int round = 0; round < 500; round++) {
			MessageChannel racing = this.channels.create("racing");
			Probe probe = new Probe();
			AtomicBoolean posted = new AtomicBoolean();
			Race.of(() -> posted.set(racing.port1().postMessage("x", probe)), () -> racing.port2().close());
			assertThat(probe.isDetached()).isTrue();
			assertThat(probe.releases).hasValue(1);
		}
		this.tallies.assertBalanced();
	}

	private static DataCloneException refused(ThrowingCallable post) {
		DataCloneException refusal = catchThrowableOfType(DataCloneException.class, post);
		assertThat(refusal).isNotNull();
		return refusal;
	}

	private void assertNothingMoved() {
		assertUntouched();
		assertThat(this.cargo.port1().isDetached() || this.cargo.port1().isClosed() && !this.cargo.port2().isClosed())
			.isFalse();
		assertThat(this.port2.queued()).isZero();
		assertThat(this.port1.postMessage("still usable")).isTrue();
		assertThat(Ports.drain(this.port2)).containsExactly("still usable");
	}

	private void assertUntouched() {
		assertThat(this.file.isDetached() || this.buffer.isDetached() || this.slice.isDetached()).isFalse();
		assertThat(this.buffer.toByteArray()).containsExactly(1, 2, 3);
		assertThat(this.slice.toByteArray()).containsExactly(2, 3);
		assertThat(this.file.releases()).isZero();
		assertThat(this.channelOfFile.isOpen()).isTrue();
	}

	/**
	 * Does on the way what a test says.
	 */
	private static final class Probe implements TransferableResource {

		private static final Runnable NOTHING = () -> {
		};

		private final AtomicInteger releases;

		private final AtomicBoolean content;

		private final @Nullable Probe origin;

		private Runnable onNewReceiver = NOTHING;

		private Runnable onMove = NOTHING;

		private Runnable onMoveBack = NOTHING;

		private Runnable onRelease = NOTHING;

		Probe() {
			this(null, new AtomicInteger());
		}

		private Probe(@Nullable Probe origin, AtomicInteger releases) {
			this.origin = origin;
			this.content = new AtomicBoolean(origin == null);
			this.releases = releases;
		}

		@Override
		public boolean isDetached() {
			return !this.content.get();
		}

		@Override
		public Probe newReceiver() {
			this.onNewReceiver.run();
			return new Probe(this, this.releases);
		}

		@Override
		public void moveTo(TransferableResource receiver) {
			if (receiver == this.origin) {
				this.origin.onMoveBack.run();
			}
			else {
				this.onMove.run();
			}
			if (!this.content.compareAndSet(true, false)) {
				throw new IllegalStateException("Detached");
			}
			((Probe) receiver).content.set(true);
		}

		@Override
		public void release() {
			this.releases.incrementAndGet();
			if (!this.content.compareAndSet(true, false)) {
				throw new IllegalStateException("Released, but has no content");
			}
			if (this.origin != null) {
				this.origin.onRelease.run();
			}
		}

	}

	private static final class Foreign implements Transferable {

	}

	/**
	 * Counts how often its content is released.
	 */
	private static final class Counted implements TransferableResource {

		private final AtomicInteger released;

		private volatile boolean live;

		Counted(AtomicInteger released, boolean live) {
			this.released = released;
			this.live = live;
		}

		@Override
		public boolean isDetached() {
			return !this.live;
		}

		@Override
		public TransferableResource newReceiver() {
			return new Counted(this.released, false);
		}

		@Override
		public void moveTo(TransferableResource receiver) {
			this.live = false;
			((Counted) receiver).live = true;
		}

		@Override
		public void release() {
			this.released.incrementAndGet();
		}

	}

}

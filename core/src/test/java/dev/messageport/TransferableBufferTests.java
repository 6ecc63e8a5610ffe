package dev.messageport;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Bytes that move, without ports.
 */
@Tag("T8")
class TransferableBufferTests {

	private static final byte[] BYTES = { 1, 2, 3, 4, 5 };

	static Stream<Kind> kinds() {
		return Stream.of(new Kind("copied", TransferableBuffer::of), new Kind("allocated", (bytes) -> {
			TransferableBuffer buffer = TransferableBuffer.allocate(bytes.length);
			buffer.put(0, bytes, 0, bytes.length);
			return buffer;
		}), new Kind("heap", (bytes) -> TransferableBuffer.wrap(ByteBuffer.wrap(bytes.clone()))),
				new Kind("direct", (bytes) -> TransferableBuffer.wrap(direct(bytes))));
	}

	private static ByteBuffer direct(byte[] bytes) {
		return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
	}

	static Stream<Consumer<TransferableBuffer>> accesses() {
		return Stream.of(TransferableBuffer::buffer, TransferableBuffer::size, TransferableBuffer::toByteArray,
				(buffer) -> buffer.get(0), (buffer) -> buffer.put(0, (byte) 1),
				(buffer) -> buffer.get(0, new byte[1], 0, 1), (buffer) -> buffer.put(0, new byte[1], 0, 1),
				(buffer) -> buffer.slice(0, 1), (buffer) -> buffer.moveTo(buffer.newReceiver()));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void holdsTheBytesItWasMadeOf(Kind kind) {
		TransferableBuffer buffer = kind.of(BYTES);
		assertThat(buffer.size()).isEqualTo(5);
		assertThat(buffer.get(4)).isEqualTo((byte) 5);
		assertThat(buffer.toByteArray()).isEqualTo(BYTES);
		byte[] part = new byte[4];
		buffer.get(2, part, 1, 3);
		assertThat(part).containsExactly(0, 3, 4, 5);
		assertThat(buffer.isDetached()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void bytesCanBeSet(Kind kind) {
		TransferableBuffer buffer = kind.of(BYTES);
		buffer.put(0, (byte) -1);
		buffer.put(2, new byte[] { 7, 8, 9 }, 1, 2);
		assertThat(buffer.toByteArray()).containsExactly(-1, 2, 8, 9, 5);
	}

	@Test
	void ofCopies() {
		byte[] bytes = BYTES.clone();
		TransferableBuffer buffer = TransferableBuffer.of(bytes);
		bytes[0] = 99;
		assertThat(buffer.get(0)).isEqualTo((byte) 1);
		buffer.toByteArray()[1] = 99;
		assertThat(buffer.get(1)).isEqualTo((byte) 2);
	}

	@Test
	void allocateZeroes() {
		assertThat(TransferableBuffer.allocate(3).toByteArray()).containsExactly(0, 0, 0);
		assertThat(TransferableBuffer.allocate(0).size()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> TransferableBuffer.allocate(-1))
			.withMessageContaining("-1");
	}

	@Test
	void wrapTakesWhatRemainsAndDoesNotCopy() {
		ByteBuffer wrapped = ByteBuffer.wrap(BYTES.clone()).position(1).limit(4).order(ByteOrder.LITTLE_ENDIAN);
		TransferableBuffer buffer = TransferableBuffer.wrap(wrapped);
		assertThat(buffer.toByteArray()).containsExactly(2, 3, 4);
		wrapped.put(1, (byte) 42);
		assertThat(buffer.get(0)).isEqualTo((byte) 42);
		assertThat(wrapped.position()).isOne();
		assertThat(wrapped.limit()).isEqualTo(4);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void viewIsFreshAndShowsTheMemory(Kind kind) {
		TransferableBuffer buffer = kind.of(BYTES);
		ByteBuffer view = buffer.buffer();
		view.order(ByteOrder.LITTLE_ENDIAN).position(3).put((byte) 44);
		assertThat(buffer.get(3)).isEqualTo((byte) 44);
		ByteBuffer another = buffer.buffer();
		assertThat(another).isNotSameAs(view);
		assertThat(another.position()).isZero();
		assertThat(another.limit()).isEqualTo(another.capacity()).isEqualTo(5);
		assertThat(another.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
		assertThat(another.isDirect()).isEqualTo(kind.what.equals("direct"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void readOnlyStaysReadOnlyAlsoAsACopy(boolean direct) {
		ByteBuffer wrapped = direct ? direct(BYTES) : ByteBuffer.wrap(BYTES.clone());
		TransferableBuffer buffer = TransferableBuffer.wrap(wrapped.asReadOnlyBuffer());
		for (int i = 0; i < 3; i++) {
			TransferableBuffer current = buffer;
			assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> current.put(0, (byte) 9));
			assertThatExceptionOfType(ReadOnlyBufferException.class)
				.isThrownBy(() -> current.slice(1, 2).put(0, BYTES, 0, 2));
			assertThat(current.buffer().isReadOnly()).isTrue();
			assertThat(current.buffer().isDirect()).isEqualTo(direct);
			assertThat(current.toByteArray()).isEqualTo(BYTES);
			buffer = moved(current);
		}
	}

	@Test
	void wrongIndexIsNamed() {
		TransferableBuffer whole = TransferableBuffer.of(BYTES);
		for (TransferableBuffer buffer : List.of(whole.slice(1, 3), whole.slice(0, 4).slice(1, 3))) {
			outOfBounds(() -> buffer.get(3), "3");
			outOfBounds(() -> buffer.get(-1), "-1");
			outOfBounds(() -> buffer.put(3, (byte) 0), "3");
			outOfBounds(() -> buffer.get(1, new byte[9], 0, 3), "3");
			outOfBounds(() -> buffer.put(1, new byte[9], 0, 3), "3");
			outOfBounds(() -> buffer.get(0, new byte[2], 1, 2), "2");
			outOfBounds(() -> buffer.put(0, new byte[2], 1, 2), "2");
			outOfBounds(() -> buffer.slice(2, 2), "2");
			outOfBounds(() -> buffer.slice(0, -1), "-1");
		}
		assertThat(whole.toByteArray()).isEqualTo(BYTES);
	}

	private static void outOfBounds(ThrowingCallable call, String value) {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call).withMessageContaining(value);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void moveTakesTheMemoryAlong(Kind kind) {
		TransferableBuffer buffer = kind.of(BYTES);
		TransferableBuffer receiver = buffer.newReceiver();
		assertThat(receiver.isDetached()).isTrue();
		assertThat(buffer.isDetached()).isFalse();
		buffer.moveTo(receiver);
		assertThat(buffer.isDetached()).isTrue();
		assertThat(receiver.isDetached()).isFalse();
		assertThat(receiver.toByteArray()).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void moveWithoutAViewCopiesNothing(boolean direct) {
		ByteBuffer wrapped = direct ? direct(BYTES) : ByteBuffer.wrap(BYTES.clone());
		TransferableBuffer buffer = TransferableBuffer.wrap(wrapped);
		buffer.put(0, (byte) 10);
		buffer.slice(1, 2).put(0, (byte) 20);
		TransferableBuffer arrived = moved(moved(buffer));
		wrapped.put(2, (byte) 30);
		assertThat(arrived.toByteArray()).containsExactly(10, 20, 30, 4, 5);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void viewAndReceiverNeverShareMemory(Kind kind) {
		TransferableBuffer buffer = kind.of(BYTES);
		ByteBuffer view = buffer.buffer();
		view.put(0, (byte) 11);
		TransferableBuffer arrived = moved(buffer);
		view.put(1, (byte) 12);
		arrived.put(2, (byte) 13);
		assertThat(arrived.toByteArray()).containsExactly(11, 2, 13, 4, 5);
		assertThat(view.get(2)).isEqualTo((byte) 3);
		assertThat(arrived.buffer().isDirect()).isEqualTo(view.isDirect());
	}

	@Test
	void viewOfASliceCountsAsAViewOfTheWhole() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		ByteBuffer view = buffer.slice(1, 3).slice(1, 2).buffer();
		assertThat(view.capacity()).isEqualTo(2);
		assertThat(view.get(0)).isEqualTo((byte) 3);
		TransferableBuffer arrived = moved(buffer);
		view.put(0, (byte) 99);
		assertThat(arrived.toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void viewHandedOutByTheReceiverIsNotSharedWithTheNextOne() {
		TransferableBuffer first = moved(TransferableBuffer.of(BYTES));
		ByteBuffer view = first.buffer();
		TransferableBuffer second = moved(first);
		view.put(0, (byte) 99);
		assertThat(second.toByteArray()).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void accessAfterTheTransferTellsWhatHappenedAndTheRemedy(Consumer<TransferableBuffer> access) {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		moved(buffer);
		assertThatIllegalStateException().isThrownBy(() -> access.accept(buffer))
			.withMessageContaining("transferred")
			.withMessageContaining("of(buffer.toByteArray())");
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void accessAfterCloseTellsWhatHappened(Consumer<TransferableBuffer> access) {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		buffer.close();
		buffer.close();
		assertThat(buffer.isDetached()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> access.accept(buffer)).withMessageContaining("closed");
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void receiverCannotBeUsedBeforeTheBytesHaveCome(Consumer<TransferableBuffer> access) {
		TransferableBuffer receiver = TransferableBuffer.of(BYTES).newReceiver();
		assertThatIllegalStateException().isThrownBy(() -> access.accept(receiver)).withMessageContaining("not got");
	}

	@Test
	void slicesShareTheBytes() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer slice = buffer.slice(1, 4);
		TransferableBuffer inner = slice.slice(1, 2);
		inner.put(0, (byte) 33);
		buffer.put(3, (byte) 44);
		assertThat(slice.toByteArray()).containsExactly(2, 33, 44, 5);
		assertThat(inner.toByteArray()).containsExactly(33, 44);
		assertThat(inner.size()).isEqualTo(2);
		byte[] copied = new byte[1];
		inner.get(1, copied, 0, 1);
		assertThat(copied).containsExactly(44);
		inner.put(0, new byte[] { 3, 4 }, 0, 2);
		assertThat(buffer.toByteArray()).isEqualTo(BYTES);
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void slicesDieWithTheWhole(Consumer<TransferableBuffer> access) {
		TransferableBuffer transferred = TransferableBuffer.of(BYTES);
		TransferableBuffer closed = TransferableBuffer.of(BYTES);
		List<TransferableBuffer> slices = List.of(transferred.slice(0, 2), transferred.slice(0, 3).slice(0, 2),
				closed.slice(0, 2), closed.slice(0, 3).slice(0, 2));
		moved(transferred);
		closed.close();
		for (TransferableBuffer slice : slices) {
			assertThat(slice.isDetached()).isTrue();
			assertThatIllegalStateException().isThrownBy(() -> access.accept(slice));
		}
	}

	@Test
	void closingASliceEndsTheSliceOnly() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer slice = buffer.slice(0, 3);
		TransferableBuffer inner = slice.slice(0, 2);
		slice.close();
		assertThat(slice.isDetached()).isTrue();
		assertThatIllegalStateException().isThrownBy(slice::size).withMessageContaining("slice was closed");
		assertThat(inner.get(0)).isEqualTo((byte) 1);
		assertThat(buffer.isDetached() || inner.isDetached()).isFalse();
		assertThat(moved(buffer).toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void sliceCannotBeTransferred() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer slice = buffer.slice(0, 2);
		TransferableBuffer receiver = slice.newReceiver();
		assertThatIllegalStateException().isThrownBy(() -> slice.moveTo(receiver))
			.withMessageContaining("transfer the whole")
			.withMessageContaining("of(slice.toByteArray())");
		assertThat(receiver.isDetached()).isTrue();
		assertThat(slice.get(0)).isEqualTo((byte) 1);
		assertThat(buffer.get(0)).isEqualTo((byte) 1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void refusedTransferLeavesBytesSlicesAndViewsAsTheyWere(boolean viewed) {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer slice = buffer.slice(1, 2);
		TransferableBuffer closedSlice = buffer.slice(0, 1);
		closedSlice.close();
		ByteBuffer view = viewed ? buffer.buffer() : null;
		for (int i = 0; i < 3; i++) {
			TransferableBuffer receiver = moved(buffer);
			assertThat(slice.isDetached()).isTrue();
			receiver.moveTo(buffer);
			assertThat(receiver.isDetached()).isTrue();
			assertThat(buffer.isDetached() || slice.isDetached()).isFalse();
			assertThat(closedSlice.isDetached()).isTrue();
		}
		slice.put(0, (byte) 22);
		assertThat(buffer.toByteArray()).containsExactly(1, 22, 3, 4, 5);
		if (view != null) {
			assertThat(view.get(1)).isEqualTo((byte) 22);
			view.put(2, (byte) 33);
			assertThat(buffer.get(2)).isEqualTo((byte) 33);
			TransferableBuffer arrived = moved(buffer);
			view.put(2, (byte) 99);
			assertThat(arrived.toByteArray()).containsExactly(1, 22, 33, 4, 5);
		}
	}

	@Test
	void whatAViewWritesDuringARefusedTransferIsNotLost() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		ByteBuffer view = buffer.buffer();
		TransferableBuffer receiver = moved(buffer);
		view.put(0, (byte) 11);
		receiver.moveTo(buffer);
		assertThat(buffer.get(0)).isEqualTo((byte) 11);
	}

	static Stream<Consumer<TransferableBuffer>> changes() {
		return Stream.of((buffer) -> buffer.put(0, (byte) 11), (buffer) -> buffer.put(0, new byte[] { 11 }, 0, 1),
				(buffer) -> buffer.slice(0, 2).put(0, (byte) 11), (buffer) -> buffer.buffer().put((byte) 11));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatTheReceiverChangedComesBackToo(Consumer<TransferableBuffer> change) {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		ByteBuffer view = buffer.buffer();
		TransferableBuffer slice = buffer.slice(0, 2);
		TransferableBuffer receiver = moved(buffer);
		change.accept(receiver);
		receiver.moveTo(buffer);
		assertThat(buffer.get(0)).isEqualTo((byte) 11);
		assertThat(slice.get(0)).isEqualTo((byte) 11);
		assertThat(view.get(0)).isEqualTo((byte) 1);
	}

	@Test
	void slicesDoNotShowOtherBytesThanThoseTheyWereMadeOf() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer slice = buffer.slice(2, 3);
		moved(buffer);
		TransferableBuffer.of(new byte[9]).moveTo(buffer);
		assertThat(buffer.size()).isEqualTo(9);
		assertThat(slice.isDetached()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> slice.get(0)).withMessageContaining("other bytes");
	}

	@Test
	void bufferThatWasClosedWhileItsPostWasOnItsWayStaysClosed() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer receiver = moved(buffer);
		buffer.close();
		receiver.moveTo(buffer);
		assertThat(List.of(buffer, receiver)).allMatch(TransferableBuffer::isDetached);
		assertThatIllegalStateException().isThrownBy(buffer::size).withMessageContaining("closed");
	}

	@Test
	void wrongReceiverIsRefusedAndChangesNothing() {
		TransferableBuffer buffer = TransferableBuffer.of(BYTES);
		TransferableBuffer other = TransferableBuffer.of(new byte[2]);
		assertThatIllegalStateException().isThrownBy(() -> buffer.moveTo(other)).withMessageContaining("new one");
		assertThatIllegalStateException().isThrownBy(() -> buffer.moveTo(buffer));
		assertThatIllegalArgumentException().isThrownBy(() -> buffer.moveTo(other.slice(0, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> buffer.moveTo(new Foreign()))
			.withMessageContaining(Foreign.class.getName());
		assertThat(buffer.toByteArray()).isEqualTo(BYTES);
		assertThat(other.size()).isEqualTo(2);
	}

	@Test
	void receiverOfAMoveThatFailedCanBeUsedForAnother() {
		TransferableBuffer empty = TransferableBuffer.of(BYTES).newReceiver();
		TransferableBuffer receiver = empty.newReceiver();
		assertThatIllegalStateException().isThrownBy(() -> empty.moveTo(receiver));
		TransferableBuffer.of(BYTES).moveTo(receiver);
		assertThat(receiver.toByteArray()).isEqualTo(BYTES);
	}

	@Test
	void releaseDropsTheBytes() {
		TransferableBuffer receiver = moved(TransferableBuffer.of(BYTES));
		receiver.release();
		assertThat(receiver.isDetached()).isTrue();
	}

	static Stream<Consumer<TransferableBuffer>> endings() {
		return Stream.of(TransferableBuffer::close, TransferableBuffer::release, TransferableBufferTests::moved,
				(buffer) -> {
					buffer.buffer();
					moved(buffer);
					buffer.close();
				});
	}

	@ParameterizedTest
	@MethodSource("endings")
	void memoryIsLetGo(Consumer<TransferableBuffer> ending) {
		byte[] bytes = BYTES.clone();
		WeakReference<byte[]> memory = new WeakReference<>(bytes);
		TransferableBuffer buffer = TransferableBuffer.wrap(ByteBuffer.wrap(bytes));
		TransferableBuffer slice = buffer.slice(0, 2);
		bytes = new byte[0];
		ending.accept(buffer);
		Waiting.until(() -> {
			System.gc();
			return memory.get() == null;
		});
		assertThat(List.of(buffer, slice)).allMatch(TransferableBuffer::isDetached);
	}

	@Test
	void stringTellsSizeAndStateButNoContent() {
		TransferableBuffer buffer = TransferableBuffer.of("secret".getBytes());
		TransferableBuffer slice = buffer.slice(1, 2);
		TransferableBuffer closedSlice = buffer.slice(1, 2);
		closedSlice.close();
		assertThat(buffer).hasToString("TransferableBuffer of 6 bytes");
		assertThat(slice).hasToString("Slice of 2 bytes of a TransferableBuffer");
		assertThat(closedSlice).hasToString("Slice of 2 bytes of a TransferableBuffer (closed)");
		assertThat(buffer.newReceiver()).hasToString("TransferableBuffer (expecting)");
		moved(buffer);
		assertThat(buffer).hasToString("TransferableBuffer (transferred)");
		assertThat(slice).hasToString("Slice of 2 bytes of a TransferableBuffer (transferred)");
		buffer.close();
		assertThat(buffer).hasToString("TransferableBuffer (closed)");
	}

	@Test
	void equalityIsIdentity() {
		assertThat(TransferableBuffer.of(BYTES)).isNotEqualTo(TransferableBuffer.of(BYTES));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofSeveralMovesAtTheSameTimeExactlyOneWins(boolean viewed) throws Exception {
		for (int round = 0; round < 500; round++) {
			TransferableBuffer buffer = TransferableBuffer.of(BYTES);
			if (viewed) {
				buffer.buffer();
			}
			List<TransferableBuffer> receivers = List.of(buffer.newReceiver(), buffer.newReceiver());
			AtomicInteger lost = new AtomicInteger();
			List<Race.Task> tasks = new ArrayList<>();
			for (TransferableBuffer receiver : receivers) {
				tasks.add(() -> attempt(() -> buffer.moveTo(receiver), lost));
			}
			Race.of(tasks);
			assertThat(lost).hasValue(1);
			assertThat(receivers).filteredOn((receiver) -> !receiver.isDetached())
				.singleElement()
				.satisfies((receiver) -> assertThat(receiver.toByteArray()).isEqualTo(BYTES));
		}
	}

	@Test
	void ofSeveralSourcesOfOneReceiverExactlyOneWins() throws Exception {
		for (int round = 0; round < 100; round++) {
			List<TransferableBuffer> sources = List.of(TransferableBuffer.allocate(1 << 20),
					TransferableBuffer.allocate(1 << 20));
			// So that the move copies, which takes a while
			sources.forEach(TransferableBuffer::buffer);
			TransferableBuffer receiver = sources.get(0).newReceiver();
			AtomicInteger lost = new AtomicInteger();
			Race.of(() -> attempt(() -> sources.get(0).moveTo(receiver), lost),
					() -> attempt(() -> sources.get(1).moveTo(receiver), lost));
			assertThat(lost).hasValue(1);
			assertThat(sources).filteredOn(TransferableBuffer::isDetached).hasSize(1);
		}
	}

	@Test
	void moveAndCloseAtTheSameTimeNeverBothGetTheBytes() throws Exception {
		for (int round = 0; round < 500; round++) {
			TransferableBuffer buffer = TransferableBuffer.of(BYTES);
			TransferableBuffer receiver = buffer.newReceiver();
			AtomicInteger lost = new AtomicInteger();
			Race.of(() -> attempt(() -> buffer.moveTo(receiver), lost), buffer::close);
			assertThat(buffer.isDetached()).isTrue();
			assertThat(receiver.isDetached()).isEqualTo(lost.get() == 1);
		}
	}

	@Test
	void writeThatSucceededIsSeenByTheReceiver() throws Exception {
		for (int round = 0; round < 500; round++) {
			TransferableBuffer buffer = TransferableBuffer.of(new byte[2]);
			if (round % 2 == 0) {
				buffer.buffer();
			}
			TransferableBuffer receiver = buffer.newReceiver();
			AtomicInteger lost = new AtomicInteger();
			Race.of(() -> attempt(() -> buffer.put(1, (byte) 1), lost), () -> buffer.moveTo(receiver));
			assertThat(receiver.get(1)).isEqualTo((byte) (1 - lost.get()));
		}
	}

	private static void attempt(Runnable action, AtomicInteger lost) {
		try {
			action.run();
		}
		catch (IllegalStateException ex) {
			lost.incrementAndGet();
		}
	}

	private static TransferableBuffer moved(TransferableBuffer buffer) {
		TransferableBuffer receiver = buffer.newReceiver();
		buffer.moveTo(receiver);
		return receiver;
	}

	/**
	 * A way to make a buffer.
	 *
	 * @param what its name
	 * @param factory makes one of given bytes
	 */
	record Kind(String what, Function<byte[], TransferableBuffer> factory) {

		TransferableBuffer of(byte[] bytes) {
			return this.factory.apply(bytes);
		}

		@Override
		public String toString() {
			return this.what;
		}

	}

	private static final class Foreign implements TransferableResource {

		@Override
		public boolean isDetached() {
			return true;
		}

		@Override
		public TransferableResource newReceiver() {
			return this;
		}

		@Override
		public void moveTo(TransferableResource receiver) {
		}

		@Override
		public void release() {
		}

	}

}

package dev.messageport;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ChannelObserver#forSide}.
 */
class SideObserverTests {

	private final ManualExecutor executor = new ManualExecutor();

	private final List<String> told = new ArrayList<>();

	private final List<WeakReference<Object>> named = new ArrayList<>();

	@Test
	@Tag("I9")
	void whoIsNamedForASideIsToldOfItsMessagesAndTheObserverOfItsLife() {
		MessageChannel channel = factory(new Naming()).create("watched");
		channel.port2().onMessage((event) -> {
			throw new IllegalStateException("expected");
		});
		channel.port1().postMessage("a");
		this.executor.runAll();
		channel.port2().pause();
		channel.port1().postMessage("b");
		assertThat(this.told).containsExactly("all opened watched.port1", "all opened watched.port2",
				"asked watched.port1", "asked watched.port2", "own posted watched.port2", "own began watched.port2",
				"own delivered watched.port2", "own failed watched.port2", "own ended watched.port2",
				"own posted watched.port2");
		this.told.clear();
		channel.port2().close();
		assertThat(this.told).contains("all closed watched.port2", "all gone watched.port2",
				"own discarded watched.port2");
	}

	@Test
	@Tag("I9")
	void whatComesLateIsToldToTheObserver() {
		MessageChannelFactory factory = factory(new Naming());
		MessageChannel channel = factory.create("watched");
		channel.port2().start();
		channel.close();
		this.told.clear();
		((DeliveryControl) factory).failed(channel.port2(), new IllegalStateException("late"));
		assertThat(this.told).containsExactly("all failed watched.port2");
	}

	@Test
	@Tag("I9")
	void nobodyMayBeNamed() {
		MessageChannel channel = factory(new Naming() {

			@Override
			public @Nullable ChannelObserver forSide(ChannelSide side) {
				return null;
			}

		}).create("watched");
		channel.port1().postMessage("a");
		channel.port2().close();
		assertThat(this.told).contains("all closed watched.port2").doesNotContain("all posted watched.port2");
	}

	@Test
	@Tag("I9")
	void severalObserversNameTheirOwnAndWhatOneThrowsHurtsNobody() {
		MessageChannelFactory factory = MessageChannelFactory.builder().observer(new ChannelObserver() {

			@Override
			public ChannelObserver forSide(ChannelSide side) {
				throw new IllegalStateException("for side");
			}

			@Override
			public void posted(ChannelSide side) {
				throw new IllegalStateException("posted");
			}

			@Override
			public String toString() {
				return "a hostile observer";
			}

		}).observer(new Naming()).observer(new Named("self")).build();
		try (Logs logs = Logs.capture()) {
			factory.create("watched").port1().postMessage("a");
			assertThat(logs.errors()).hasSize(3).allMatch((message) -> message.contains("a hostile observer"));
		}
		assertThat(this.told).endsWith("own posted watched.port2", "self posted watched.port2");
	}

	@Test
	@Tag("I9")
	void whatTheOneThatWasNamedThrowsIsLogged() {
		MessageChannel channel = factory(new Naming() {

			@Override
			public ChannelObserver forSide(ChannelSide side) {
				return new ChannelObserver() {

					@Override
					public void posted(ChannelSide side) {
						throw new StackOverflowError("posted");
					}

					@Override
					public String toString() {
						return "a hostile one";
					}

				};
			}

		}).create("watched");
		try (Logs logs = Logs.capture()) {
			assertThat(channel.port1().postMessage("a")).isTrue();
			assertThat(logs.errors()).singleElement().asString().contains("a hostile one");
		}
	}

	@Test
	@Tag("G3")
	void sideOfAReleasedFactoryDoesNotKeepWhoWasNamed() {
		MessageChannelFactory factory = factory(new Naming());
		MessageChannel channel = factory.create("watched");
		WeakReference<Object> named = this.named.get(1);
		((DeliveryControl) factory).release();
		awaitCollected(named);
		this.told.clear();
		channel.port1().postMessage("a");
		assertThat(this.told).isEmpty();
	}

	@Test
	@Tag("G3")
	void sideThatHasEndedDoesNotKeepWhoWasNamed() {
		MessageChannel channel = factory(new Naming()).create("watched");
		WeakReference<Object> named = this.named.get(1);
		channel.close();
		awaitCollected(named);
		assertThat(channel.port2().isClosed()).isTrue();
	}

	@Test
	@Tag("G3")
	void sideThatIsClosedBeforeAnybodyWasNamedKeepsNobody() {
		MessageChannelFactory factory = factory(new Naming() {

			@Override
			public void opened(ChannelSide side) {
				side.close(CloseReason.OWNER_GONE);
			}

		});
		MessageChannel channel = factory.create("watched");
		this.told.clear();
		((DeliveryControl) factory).failed(channel.port2(), new IllegalStateException("late"));
		assertThat(this.told).containsExactly("all failed watched.port2");
	}

	private MessageChannelFactory factory(ChannelObserver observer) {
		return MessageChannelFactory.builder()
			.executor(this.executor)
			.observer(observer)
			.errorHandler((error, port, event) -> {
			})
			.build();
	}

	private static void awaitCollected(WeakReference<Object> reference) {
		Awaitility.await().until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

	/**
	 * Notes what it is told.
	 */
	private class Named implements ChannelObserver {

		private final String name;

		Named(String name) {
			this.name = name;
		}

		final void note(String event, ChannelSide side) {
			SideObserverTests.this.told.add(this.name + " " + event + " " + side.name());
		}

		@Override
		public void turnBegan(ChannelSide side) {
			note("began", side);
		}

		@Override
		public void turnEnded(ChannelSide side) {
			note("ended", side);
		}

		@Override
		public void posted(ChannelSide side) {
			note("posted", side);
		}

		@Override
		public void delivered(ChannelSide side) {
			note("delivered", side);
		}

		@Override
		public void discarded(ChannelSide side, CloseReason reason) {
			note("discarded", side);
		}

		@Override
		public void failed(ChannelSide side, Throwable error) {
			note("failed", side);
		}

	}

	/**
	 * Names one for each side.
	 */
	private class Naming extends Named {

		Naming() {
			super("all");
		}

		@Override
		public void opened(ChannelSide side) {
			note("opened", side);
		}

		@Override
		public @Nullable ChannelObserver forSide(ChannelSide side) {
			SideObserverTests.this.told.add("asked " + side.name());
			Named own = new Named("own");
			SideObserverTests.this.named.add(new WeakReference<>(own));
			return own;
		}

		@Override
		public void closed(ChannelSide side, CloseReason reason) {
			note("closed", side);
		}

		@Override
		public void ended(ChannelSide side) {
			note("gone", side);
		}

	}

}

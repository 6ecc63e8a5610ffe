package dev.messageport;

import java.util.List;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs random programs on real channels and on a model of them, and compares all that can
 * be seen. jqwik prints the seed and the smallest program that fails.
 */
class ModelTests {

	private static final List<ChannelOptions> CHANNELS = Stream
		.of(ChannelOptions.builder().capacity(0), ChannelOptions.builder().capacity(0),
				ChannelOptions.builder().capacity(2).overflow(OverflowPolicy.FAIL),
				ChannelOptions.builder().capacity(2).overflow(OverflowPolicy.DROP_OLDEST),
				ChannelOptions.builder().capacity(1).overflow(OverflowPolicy.DROP_LATEST),
				ChannelOptions.builder().capacity(3).overflow(OverflowPolicy.CLOSE))
		.map(ChannelOptions.Builder::build)
		.toList();

	@Property
	@Tag("I2")
	@Tag("I7")
	@Tag("I9")
	@Tag("P7")
	@Tag("P8")
	@Tag("T2")
	@Tag("C1")
	void everyProgramDoesWhatTheModelDoes(@ForAll("programs") List<Step> program) {
		RealWorld real = new RealWorld(CHANNELS);
		ModelWorld model = new ModelWorld(CHANNELS);
		try (Logs logs = Logs.capture()) {
			for (int number = 0; number < program.size(); number++) {
				Step step = program.get(number);
				String expected = step.run(model, number);
				String actual = step.run(real, number);
				if (model.isUndecided()) {
					return;
				}
				assertThat(actual).as("step %d: %s", number, step).isEqualTo(expected);
				if (model.isFading()) {
					assertThat(real.drain()).isEqualTo(model.drain());
				}
				assertThat(real.state()).as("after step %d: %s", number, step).isEqualTo(model.state());
			}
			real.endAll();
			model.endAll();
			assertThat(real.drain()).isEqualTo(model.drain());
			assertThat(real.state()).isEqualTo(model.state())
				.noneMatch((line) -> line.startsWith("BOUND") || line.startsWith("IN_TRANSIT"));
			assertThat(logs.errors()).isEmpty();
		}
	}

	@Provide
	Arbitrary<List<Step>> programs() {
		Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(6, Kind.POST), Tuple.of(6, Kind.TRANSFER),
				Tuple.of(3, Kind.TRANSFER_TWO), Tuple.of(3, Kind.RECEIVE), Tuple.of(2, Kind.LISTEN),
				Tuple.of(2, Kind.START), Tuple.of(1, Kind.PAUSE), Tuple.of(1, Kind.LISTEN_FOR_CLOSE),
				Tuple.of(1, Kind.CLOSE), Tuple.of(2, Kind.DRAIN));
		Arbitrary<Integer> ports = Arbitraries.integers().between(0, 1000);
		return Combinators.combine(kinds, ports, ports, ports).as(Step::new).list().ofMinSize(1).ofMaxSize(80);
	}

	/**
	 * One step of a program.
	 *
	 * @param kind what is done
	 * @param a the port that it is done to
	 * @param b a port to transfer
	 * @param c another port to transfer
	 */
	record Step(Kind kind, int a, int b, int c) {

		/**
		 * Run this step.
		 * @param world where to run it
		 * @param number the number of the step, which is also the payload
		 * @return what it did
		 */
		String run(World world, int number) {
			int port = recent(this.a, world);
			switch (this.kind) {
				case POST -> {
					return world.post(port, number, List.of());
				}
				case TRANSFER -> {
					return world.post(port, number, List.of(recent(this.b, world)));
				}
				case TRANSFER_TWO -> {
					return world.post(port, number, List.of(recent(this.b, world), recent(this.c, world)));
				}
				case RECEIVE -> {
					return world.receive(port);
				}
				case DRAIN -> {
					return world.drain();
				}
				case LISTEN -> world.listen(port);
				case LISTEN_FOR_CLOSE -> world.listenForClose(port);
				case START -> world.start(port);
				case PAUSE -> world.pause(port);
				case CLOSE -> world.close(port);
			}
			return "done";
		}

		/**
		 * Choose a port, the newest ones first, since old ones are mostly transferred.
		 */
		private static int recent(int choice, World world) {
			return world.ports() - 1 - choice % Math.min(world.ports(), 16);
		}

	}

	/**
	 * What a step does.
	 */
	enum Kind {

		POST, TRANSFER, TRANSFER_TWO, RECEIVE, LISTEN, LISTEN_FOR_CLOSE, START, PAUSE, CLOSE, DRAIN

	}

}

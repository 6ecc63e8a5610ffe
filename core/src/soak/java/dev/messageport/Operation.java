package dev.messageport;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Something that the threads of the soak do again and again.
 *
 * @param name for the counts
 * @param weight how often, compared with the others
 * @param action what to do
 */
record Operation(String name, int weight, Action action) {

	/**
	 * What there is to do. A new kind of operation is added here and, if listeners do it
	 * as well, in {@link Reader}.
	 */
	static final List<Operation> ALL = List.of(new Operation("create", 60, Lives::create),
			new Operation("start", 40, Lives::start), new Operation("pause", 20, Lives::pause),
			new Operation("listener", 10, Lives::changeListener), new Operation("close", 20, Lives::close),
			new Operation("close twice", 5, Lives::closeTwice), new Operation("owner gone", 5, Lives::ownerGone),
			new Operation("drop", 10, Lives::drop), new Operation("inspect", 20, Lives::inspect),
			new Operation("interrupt", 10, Lives::interrupt), new Operation("post", 600, Messages::post),
			new Operation("burst", 60, Messages::burst), new Operation("receive", 150, Messages::receive),
			new Operation("drain", 60, Messages::drain), new Operation("misuse", 3, Messages::misuse),
			new Operation("request", 80, Requests::one), new Operation("stream", 40, Requests::stream),
			new Operation("transfer", 100, Transfers::one), new Operation("transfer several", 20, Transfers::several),
			new Operation("both ends", 10, Transfers::bothEnds), new Operation("hops", 5, Transfers::hops),
			new Operation("nest", 1, Transfers::nest), new Operation("doomed", 2, Transfers::doomed),
			new Operation("cycle", 2, Transfers::cycle), new Operation("ring", 1, Transfers::ring));

	private static final int TOTAL = ALL.stream().mapToInt(Operation::weight).sum();

	static Operation any(SplittableRandom random) {
		int rest = random.nextInt(TOTAL);
		for (Operation operation : ALL) {
			rest -= operation.weight;
			if (rest < 0) {
				return operation;
			}
		}
		throw new IllegalStateException("Weights changed");
	}

	/**
	 * What to do.
	 */
	interface Action {

		void run(Actor actor) throws InterruptedException;

	}

}

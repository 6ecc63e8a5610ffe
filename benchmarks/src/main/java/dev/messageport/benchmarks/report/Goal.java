package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A bound for a figure, or for the ratio of two.
 *
 * @param text what is measured, for people
 * @param numerator the names of the figures of which the lowest is taken
 * @param denominator the same for what it is divided by; empty for a figure by itself
 * @param relation on which side of the bound the goal is met
 * @param bound the bound
 * @param exact whether the figure is counted and rounded to a whole number, not timed, so
 * that it may come as near to the bound as it likes
 * @param firstJdk the first feature version of Java that the goal is for
 * @param lastJdk the last one
 */
record Goal(String text, List<String> numerator, List<String> denominator, Relation relation, double bound,
		boolean exact, int firstJdk, int lastJdk) {

	/**
	 * What is nearer to its bound than by this factor cannot be told from noise.
	 */
	private static final double NOISE = 1.3;

	static Goal atMost(double bound, String text, List<String> numerator, List<String> denominator) {
		return new Goal(text, numerator, denominator, Relation.AT_MOST, bound, false, 0, Integer.MAX_VALUE);
	}

	static Goal atLeast(double bound, String text, List<String> numerator, List<String> denominator) {
		return new Goal(text, numerator, denominator, Relation.AT_LEAST, bound, false, 0, Integer.MAX_VALUE);
	}

	static Goal countedAtMost(double bound, String text, String figure) {
		return new Goal(text, List.of(figure), List.of(), Relation.AT_MOST, bound, true, 0, Integer.MAX_VALUE);
	}

	Goal forJdk(int first, int last) {
		return new Goal(this.text, this.numerator, this.denominator, this.relation, this.bound, this.exact, first,
				last);
	}

	boolean appliesTo(int jdk) {
		return this.firstJdk <= jdk && jdk <= this.lastJdk;
	}

	OptionalDouble measure(Figures figures) {
		OptionalDouble above = figures.lowest(this.numerator);
		OptionalDouble below = this.denominator.isEmpty() ? OptionalDouble.of(1) : figures.lowest(this.denominator);
		if (above.isEmpty() || below.isEmpty()) {
			return OptionalDouble.empty();
		}
		double value = above.getAsDouble() / below.getAsDouble();
		return OptionalDouble.of(this.exact ? Math.rint(value) : value);
	}

	Verdict judge(OptionalDouble measured) {
		if (measured.isEmpty()) {
			return Verdict.NOT_MEASURED;
		}
		double value = measured.getAsDouble();
		if (!this.relation.holds(value, this.bound)) {
			return Verdict.MISSED;
		}
		return (this.exact || this.relation.holds(value, this.relation.beyond(this.bound, NOISE))) ? Verdict.MET
				: Verdict.CLOSE;
	}

	/**
	 * On which side of the bound a goal is met.
	 */
	enum Relation {

		/**
		 * At the bound or below.
		 */
		AT_MOST("≤") {

			@Override
			boolean holds(double value, double bound) {
				return value <= bound;
			}

			@Override
			double beyond(double bound, double factor) {
				return bound / factor;
			}

		},

		/**
		 * At the bound or above.
		 */
		AT_LEAST("≥") {

			@Override
			boolean holds(double value, double bound) {
				return value >= bound;
			}

			@Override
			double beyond(double bound, double factor) {
				return bound * factor;
			}

		};

		private final String sign;

		Relation(String sign) {
			this.sign = sign;
		}

		abstract boolean holds(double value, double bound);

		abstract double beyond(double bound, double factor);

		@Override
		public String toString() {
			return this.sign;
		}

	}

}

package dev.messageport.benchmarks.report;

/**
 * Whether a goal is met.
 */
enum Verdict {

	/**
	 * It is, beyond doubt.
	 */
	MET("met"),

	/**
	 * It is, but the next run might say otherwise.
	 */
	CLOSE("met, but within 30 % of the bound"),

	/**
	 * It is not.
	 */
	MISSED("**missed**"),

	/**
	 * A figure is missing.
	 */
	NOT_MEASURED("not measured");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	@Override
	public String toString() {
		return this.text;
	}

}

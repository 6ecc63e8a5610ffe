package dev.messageport;

/**
 * What listeners of the soak throw on purpose.
 */
final class Planned {

	private Planned() {
	}

	static Throwable any(int choice) {
		return switch (choice % 4) {
			case 0 -> new Unchecked();
			case 1 -> new Checked();
			case 2 -> new LinkageError("planned");
			default -> new AssertionError("planned");
		};
	}

	static RuntimeException unchecked() {
		return new Unchecked();
	}

	static boolean is(Throwable error) {
		return error instanceof Unchecked || error instanceof Checked || "planned".equals(error.getMessage());
	}

	@SuppressWarnings("serial")
	private static final class Unchecked extends RuntimeException {

		Unchecked() {
			super("planned", null, false, false);
		}

	}

	@SuppressWarnings("serial")
	private static final class Checked extends Exception {

		Checked() {
			super("planned", null, false, false);
		}

	}

}

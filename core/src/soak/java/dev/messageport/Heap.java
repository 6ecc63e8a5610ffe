package dev.messageport;

/**
 * The memory in use.
 */
final class Heap {

	private Heap() {
	}

	/**
	 * Collect garbage, and return what is left.
	 * @return the number of bytes
	 */
	static long used() {
		System.gc();
		return usedNow();
	}

	static long usedNow() {
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}

package dev.messageport.benchmarks;

/**
 * A one-way connection that keeps its messages until it is started.
 */
interface StoppedLane extends Lane {

	/**
	 * Begin to deliver.
	 */
	void start();

}

package dev.messageport.autoconfigure.monitoring;

/**
 * Learns which names of channels there are. Called while no other thread changes that
 * name, so it must not open channels.
 */
interface ChannelStatisticsListener {

	/**
	 * A name has its first channel.
	 * @param channel what is counted for the name
	 */
	void appeared(ChannelStatistics channel);

	/**
	 * A reason or an exception was counted for the first time.
	 * @param channel what is counted for the name
	 */
	void grew(ChannelStatistics channel);

	/**
	 * The last side of a name is gone.
	 * @param channel what was counted for the name
	 */
	void vanished(ChannelStatistics channel);

	/**
	 * A message has been delivered, or discarded, whose time in the queue was measured.
	 * Unlike the others, called at any time.
	 * @param channel what is counted for the name
	 * @param nanos the time that it has waited, in nanoseconds
	 */
	void waited(ChannelStatistics channel, long nanos);

}

package dev.messageport;

/**
 * What travels on a reply channel besides answers, so that a writer keeps to what the
 * reader asked for (V2). Never seen by listeners of users: a responder gets none unless
 * it has sent {@link #RESPECTED}, and who does so has a {@link ReplySubscriber} as the
 * listener.
 *
 * <pre>
 *   responder                                   asker
 *      |  ------------ RESPECTED -------------&gt;   |
 *      |  &lt;------------ Demand(16) -------------   |
 *      |  ---- element 1 .. element 16 -------&gt;   |
 * </pre>
 *
 * @param elements how many more elements the responder may post; 0 from the responder
 */
record Demand(long elements) {

	/**
	 * The responder posts nothing but what it is asked for.
	 */
	static final Demand RESPECTED = new Demand(0);

}

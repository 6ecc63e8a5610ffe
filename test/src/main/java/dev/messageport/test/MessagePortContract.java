package dev.messageport.test;

import java.time.Duration;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelOptions;
import dev.messageport.MessagePort;

/**
 * The rules that every kind of port passes, wherever its other end lives: those of the
 * channel semantics that can be seen from outside. A kind of port is tested by a subclass
 * that opens pairs of it; each test bears the rules that it proves as tags, such as
 * {@code T2}.
 *
 * <pre>{@code
 * class LocalMessagePortContractTests extends MessagePortContract {
 *
 *     &#64;Override
 *     protected PortPair open(ChannelOptions options) {
 *         return PortPair.of(this.channels.create(options));
 *     }
 *     ...
 * }
 * }</pre>
 *
 * The tests assume nothing about when a message is seen at the other end, nor where that
 * is; they use both ends in one JVM all the same, so a link to another place has to be
 * opened there and back. They post strings, numbers, truth values, maps, lists, byte
 * arrays and {@code null}, read them by type, and send the ends of pairs over other
 * pairs. Each test opens its own pairs, and closes them.
 * <p>
 * Needs JUnit Jupiter on the class path.
 */
public abstract class MessagePortContract extends ConversationContract {

	/**
	 * Create a contract.
	 */
	protected MessagePortContract() {
	}

	/**
	 * Open two entangled ports of the kind that is tested, not started.
	 * @param options the options of both queues. The capacity and the overflow policy
	 * count (Q7), for messages from the first to the second port at least; and the
	 * executor (Q5), for listeners at both ports
	 * @return the ports
	 * @throws Exception if they cannot be opened
	 */
	@Override
	protected abstract PortPair open(ChannelOptions options) throws Exception;

	/**
	 * Let the owner of a port vanish (G3): its application context has closed, or its
	 * page has gone. May return before the other end knows.
	 * @param port a port that was opened by {@link #open(ChannelOptions)}, or the reply
	 * port of a request on one
	 * @throws Exception if something fails
	 */
	@Override
	protected abstract void loseOwner(MessagePort port) throws Exception;

	/**
	 * Return how long each test waits for what must come.
	 * @return the longest wait, by default 30 seconds
	 */
	@Override
	protected Duration timeout() {
		return Duration.ofSeconds(30);
	}

	/**
	 * Verify an error that has come from the other end. By default it must be the very
	 * same object; a link that carries a description of it only overrides this.
	 * @param actual the error that came, or {@code null} if there is none
	 * @param expected the error that the other end had
	 */
	@Override
	protected void assertError(@Nullable Throwable actual, Throwable expected) {
		Assertions.assertThat(actual).isSameAs(expected);
	}

}

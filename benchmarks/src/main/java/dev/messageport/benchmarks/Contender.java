package dev.messageport.benchmarks;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import org.jctools.queues.MpscLinkedQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;

import dev.messageport.PortExecutors;

/**
 * Message ports on several executors, and their peers. Each is a value of the parameter
 * of a benchmark, and so has JVMs of its own; lambdas, and not references to
 * constructors, see to it that no other one is loaded there.
 */
public enum Contender {

	/**
	 * Ports with the executor that they have by default.
	 */
	PORT_COMMON_POOL(() -> new PortCarrier(ForkJoinPool.commonPool())),

	/**
	 * Ports on a pool of two threads.
	 */
	PORT_FIXED_POOL(() -> new PortCarrier(Pools.fixed(2))),

	/**
	 * Ports on an event loop of two threads.
	 */
	PORT_EVENT_LOOP(() -> new PortCarrier(PortExecutors.eventLoop(2))),

	/**
	 * Ports with a virtual thread for each turn. On Java 21 or later.
	 */
	PORT_VIRTUAL_THREADS(() -> new PortCarrier(Pools.virtualThreads())),

	/**
	 * An actor by hand on the common pool.
	 */
	ACTOR_COMMON_POOL(() -> new ActorCarrier(ForkJoinPool.commonPool())),

	/**
	 * An actor by hand on a pool of two threads.
	 */
	ACTOR_FIXED_POOL(() -> new ActorCarrier(Pools.fixed(2))),

	/**
	 * A queue of linked nodes and a spinning thread.
	 */
	JCTOOLS_LINKED(() -> new JcToolsCarrier(() -> new MpscLinkedQueue<>())),

	/**
	 * A queue of linked arrays and a spinning thread.
	 */
	JCTOOLS_ARRAY(() -> new JcToolsCarrier(() -> new MpscUnboundedArrayQueue<>(1024))),

	/**
	 * The executor channel of Spring Integration.
	 */
	SI_EXECUTOR_CHANNEL(() -> new ExecutorChannelCarrier()),

	/**
	 * The queue channel of Spring Integration with a polling thread.
	 */
	SI_QUEUE_CHANNEL(() -> new QueueChannelCarrier()),

	/**
	 * The executor channel of Spring Messaging.
	 */
	SUBSCRIBABLE_CHANNEL(() -> SubscribableCarrier.withOwnHeaders()),

	/**
	 * The same, where all messages have the same headers.
	 */
	SUBSCRIBABLE_CHANNEL_SHARED_HEADERS(() -> SubscribableCarrier.withSharedHeaders()),

	/**
	 * The application events of Spring.
	 */
	EVENT_MULTICASTER(() -> new MulticasterCarrier()),

	/**
	 * The local event bus of Vert.x.
	 */
	VERTX(() -> new VertxCarrier()),

	/**
	 * A unicast sink of Reactor.
	 */
	REACTOR(() -> new ReactorCarrier()),

	/**
	 * A typed actor of Pekko.
	 */
	PEKKO(() -> new PekkoCarrier());

	private final Supplier<Carrier> carrier;

	Contender(Supplier<Carrier> carrier) {
		this.carrier = carrier;
	}

	/**
	 * Start this contender.
	 * @return what carries messages
	 */
	Carrier start() {
		return this.carrier.get();
	}

	/**
	 * Return whether this JVM has what the contender needs.
	 * @return {@code false} for virtual threads before Java 21
	 */
	boolean isAvailable() {
		return this != PORT_VIRTUAL_THREADS || Runtime.version().feature() >= 21;
	}

}

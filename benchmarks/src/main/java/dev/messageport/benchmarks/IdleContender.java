package dev.messageport.benchmarks;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.internal.VertxInternal;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageListener;
import dev.messageport.MessagePort;

/**
 * What is idle. Each is one that somebody listens to, and what is kept of it is what one
 * needs to post to it; all of a kind share their executor and their listener.
 */
enum IdleContender {

	/**
	 * A channel of the default factory.
	 */
	PORT {

		@Override
		IntFunction<Object> prepare() {
			return ports(MessageChannelFactory.builder().build());
		}

	},

	/**
	 * The same before anybody listens: both ends are there and not started.
	 */
	PORT_WITHOUT_LISTENER {

		@Override
		IntFunction<Object> prepare() {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			return (index) -> factory.create();
		}

	},

	/**
	 * A million with a listener, in half a gigabyte: what is measured is the heap that
	 * they use.
	 */
	PORT_MILLION {

		@Override
		IntFunction<Object> prepare() {
			return ports(MessageChannelFactory.builder().build());
		}

		@Override
		int count() {
			return 1_000_000;
		}

		@Override
		String heap() {
			return "512m";
		}

		@Override
		boolean isTotal() {
			return true;
		}

	},

	/**
	 * A channel of the starter's factory, whose messages are counted for Actuator.
	 */
	PORT_WITH_STATISTICS {

		@Override
		IntFunction<Object> prepare() {
			return ports(SpringPorts.METERS_ON.start().getBean(MessageChannelFactory.class));
		}

	},

	/**
	 * The mailbox that one writes by hand: a queue and a flag; one way only.
	 */
	ACTOR {

		@Override
		IntFunction<Object> prepare() {
			Consumer<Object> listener = (message) -> {
			};
			return (index) -> new Mailbox(new ConcurrentLinkedQueue<>(), new AtomicBoolean(), listener);
		}

	},

	/**
	 * An address of the event bus and its consumer. All are in one context, as those of a
	 * verticle are; outside of one, each would get its own.
	 */
	VERTX {

		@Override
		IntFunction<Object> prepare() {
			Vertx vertx = Vertx.vertx();
			EventBus bus = vertx.eventBus();
			((VertxInternal) vertx).createEventLoopContext().beginDispatch();
			return (index) -> bus.localConsumer("address-" + index, (message) -> {
			});
		}

	},

	/**
	 * A channel of spring-messaging with one subscriber.
	 */
	SUBSCRIBABLE_CHANNEL {

		@Override
		IntFunction<Object> prepare() {
			MessageHandler handler = (message) -> {
			};
			return (index) -> {
				ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel(ForkJoinPool.commonPool());
				channel.subscribe(handler);
				return channel;
			};
		}

	},

	/**
	 * A channel of Spring Integration with one subscriber, without load balancing.
	 */
	SI_EXECUTOR_CHANNEL {

		@Override
		IntFunction<Object> prepare() {
			BeanFactory beans = new DefaultListableBeanFactory();
			MessageHandler handler = (message) -> {
			};
			return (index) -> {
				ExecutorChannel channel = ExecutorChannelCarrier.channel(ForkJoinPool.commonPool(), beans);
				channel.subscribe(handler);
				return channel;
			};
		}

	},

	/**
	 * A typed actor.
	 */
	PEKKO {

		@Override
		IntFunction<Object> prepare() {
			ActorSystem<Object> system = ActorSystem.create(Behaviors.empty(), "idle");
			Behavior<Object> listener = Behaviors.receiveMessage((message) -> Behaviors.same());
			return (index) -> system.systemActorOf(listener, "actor-" + index, Props.empty());
		}

	},

	/**
	 * A unicast sink with a subscriber on an executor.
	 */
	REACTOR {

		@Override
		IntFunction<Object> prepare() {
			Scheduler scheduler = Schedulers.fromExecutorService(ForkJoinPool.commonPool());
			Consumer<Object> listener = (message) -> {
			};
			return (index) -> {
				Sinks.Many<Object> sink = Sinks.many().unicast().onBackpressureBuffer();
				sink.asFlux().publishOn(scheduler).subscribe(listener);
				return sink;
			};
		}

	};

	private static final int EVERY = 10_000;

	private static final Semaphore ARRIVED = new Semaphore(0);

	/**
	 * Start what all channels of the kind share.
	 * @return makes a channel that somebody listens to
	 */
	abstract IntFunction<Object> prepare();

	int count() {
		return 100_000;
	}

	String heap() {
		return "2g";
	}

	boolean isTotal() {
		return false;
	}

	/**
	 * Check that every 10,000th still works, if it is a port.
	 * @param kept the channels
	 * @param count how many of them there are
	 * @throws InterruptedException if this thread is interrupted
	 */
	void check(@Nullable Object[] kept, int count) throws InterruptedException {
		for (int i = 0; i < count; i += EVERY) {
			if (kept[i] instanceof MessagePort port) {
				port.postMessage("still there?");
				if (!ARRIVED.tryAcquire(10, TimeUnit.SECONDS)) {
					throw new IllegalStateException("A message to idle channel " + i + " has not arrived in 10 s");
				}
			}
		}
	}

	private static IntFunction<Object> ports(MessageChannelFactory factory) {
		MessageListener listener = (event) -> ARRIVED.release();
		return (index) -> {
			var channel = factory.create();
			channel.port2().onMessage(listener);
			return channel.port1();
		};
	}

	private record Mailbox(Queue<Object> queue, AtomicBoolean scheduled, Consumer<Object> listener) {

	}

}

package dev.messageport.benchmarks;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.PortExecutors;

/**
 * Who gets the transferred port. No other library in a JVM has this; Node does it in a
 * script of its own.
 */
public enum TransferContender {

	/**
	 * Listeners on the common pool.
	 */
	PORT_COMMON_POOL {

		@Override
		Cycles start() {
			return delivered(ForkJoinPool.commonPool());
		}

	},

	/**
	 * Listeners on a pool of two threads.
	 */
	PORT_FIXED_POOL {

		@Override
		Cycles start() {
			return delivered(Executors.newFixedThreadPool(2, (task) -> {
				Thread thread = new Thread(task, "benchmark");
				thread.setDaemon(true);
				return thread;
			}));
		}

	},

	/**
	 * Listeners on an event loop of two threads.
	 */
	PORT_EVENT_LOOP {

		@Override
		Cycles start() {
			return delivered(PortExecutors.eventLoop(2));
		}

	},

	/**
	 * The thread that has sent it, by {@link MessagePort#receive}: the work itself.
	 */
	PORT_RECEIVED {

		@Override
		Cycles start() {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			MessageChannel carrier = factory.create();
			return (count) -> {
				for (int i = 0; i < count; i++) {
					MessageChannel channel = factory.create();
					carrier.port1().postMessage(null, channel.port2());
					MessagePort port = receive(carrier.port2()).ports().get(0);
					channel.port1().postMessage(MESSAGE);
					receive(port);
					port.close();
				}
			};
		}

	};

	private static final Object MESSAGE = "message";

	abstract Cycles start();

	private static Cycles delivered(ExecutorService executor) {
		MessageChannelFactory factory = MessageChannelFactory.builder().executor(executor).build();
		Semaphore closed = new Semaphore(0);
		MessageChannel carrier = factory.create();
		carrier.port2().onMessage((event) -> event.ports().get(0).onMessage((inner) -> {
			inner.target().close();
			closed.release();
		}));
		return (count) -> {
			MessagePort[] kept = new MessagePort[count];
			for (int i = 0; i < count; i++) {
				MessageChannel channel = factory.create();
				carrier.port1().postMessage(null, channel.port2());
				channel.port1().postMessage(MESSAGE);
				kept[i] = channel.port1();
			}
			BoundedWait.acquire(closed, count,
					() -> (count - closed.availablePermits()) + " of " + count + " transfers");
			// A port that nobody holds any more would be closed by the collector
			Reference.reachabilityFence(kept);
		};
	}

	private static MessageEvent receive(MessagePort port) throws InterruptedException {
		return Objects.requireNonNull(port.receive(Duration.ZERO), "The message that was posted must be there");
	}

	/**
	 * Transfers ports.
	 */
	interface Cycles {

		void run(int count) throws InterruptedException;

	}

}

package dev.messageport;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes the sides whose port objects were garbage-collected (G1), and looks after turns
 * that were lost with their executor, on a daemon thread that lives as long as there are
 * open channels: it must not keep the class loader of an application that has gone.
 *
 * <pre>
 *   no thread --first channel--&gt; thread --no open channel for a while--&gt; no thread
 * </pre>
 */
final class CollectedPorts implements Runnable {

	private static final System.Logger logger = System.getLogger(CollectedPorts.class.getName());

	private static final long ROUND_MILLIS = 2_000;

	private static final ReferenceQueue<DefaultMessagePort> queue = new ReferenceQueue<>();

	private static final AtomicBoolean watching = new AtomicBoolean();

	private long round = System.nanoTime();

	private CollectedPorts() {
	}

	static ReferenceQueue<DefaultMessagePort> queue() {
		return queue;
	}

	/**
	 * Make sure that there is a thread. To be called after a channel was added.
	 */
	static void watch() {
		if (!watching.get() && watching.compareAndSet(false, true)) {
			Thread thread = new Thread(null, new CollectedPorts(), "messageport-collected-ports", 0, false);
			thread.setDaemon(true);
			thread.setContextClassLoader(null);
			try {
				thread.start();
			}
			catch (Throwable ex) {
				watching.set(false);
				logger.log(System.Logger.Level.WARNING,
						"No thread to close ports that are garbage-collected; the next new channel tries again", ex);
			}
		}
	}

	@Override
	public void run() {
		do {
			try {
				while (!OpenChannels.isEmpty()) {
					next();
				}
			}
			finally {
				watching.set(false);
			}
		}
		// A channel that was added before that was set has not started another thread
		while (!OpenChannels.isEmpty() && watching.compareAndSet(false, true));
	}

	private void next() {
		try {
			Reference<? extends DefaultMessagePort> collected = queue.remove(ROUND_MILLIS);
			if (collected instanceof Watch watch) {
				end(watch);
			}
			if (System.nanoTime() - this.round > ROUND_MILLIS * 1_000_000) {
				Dispatcher.recoverTurns();
				this.round = System.nanoTime();
			}
		}
		catch (Throwable ex) {
			FailsafeLog.error(logger, "The thread that looks after forgotten ports failed, and goes on", ex);
		}
	}

	private static void end(Watch watch) {
		Side side = watch.side();
		boolean leaked = !side.isMarkedClosed() && !side.isConversation();
		Discards.end(side, watch, CloseReason.GARBAGE_COLLECTED, CloseReason.GARBAGE_COLLECTED, null);
		if (leaked) {
			side.config.leaks().report(side);
		}
	}

}

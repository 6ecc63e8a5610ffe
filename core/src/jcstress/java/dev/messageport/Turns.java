package dev.messageport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * An executor that collects turns and leaves it to the test which thread runs them, and
 * when. Without threads of its own a sample takes less than a microsecond.
 */
final class Turns implements Executor {

	private final Queue<Runnable> scheduled = new ConcurrentLinkedQueue<>();

	@Override
	public void execute(Runnable turn) {
		this.scheduled.add(turn);
	}

	/**
	 * Run turns on the calling thread until none is scheduled. A turn may schedule the
	 * next one, if its time is up (Q5).
	 * @return how many were scheduled before the first one ran
	 */
	int run() {
		int count = this.scheduled.size();
		for (Runnable turn = this.scheduled.poll(); turn != null; turn = this.scheduled.poll()) {
			turn.run();
		}
		return count;
	}

}

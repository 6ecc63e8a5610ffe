package dev.messageport;

import java.util.List;

/**
 * A thread of the soak.
 */
final class Worker extends Thread {

	private final Actor actor;

	private volatile boolean working;

	private volatile boolean over;

	Worker(Scene scene, int index) {
		super("worker " + index);
		setDaemon(true);
		this.actor = new Actor(scene, new Hand(getName()));
	}

	@Override
	public void run() {
		while (!this.over) {
			Operation operation = Operation.any(this.actor.random);
			this.actor.scene.count(operation.name());
			run(operation);
			Thread.interrupted();
		}
	}

	private void run(Operation operation) {
		this.working = true;
		try {
			operation.action().run(this.actor);
		}
		catch (InterruptedException ex) {
			this.actor.scene.count("interrupted");
		}
		catch (Throwable ex) {
			this.actor.scene.violations
				.report("operation '" + operation.name() + "' threw " + ex + " at " + List.of(ex.getStackTrace()));
		}
		this.working = false;
	}

	void interruptIfWaiting() {
		if (this.working && getState() == State.TIMED_WAITING) {
			interrupt();
		}
	}

	void finish() {
		this.over = true;
	}

}

package dev.messageport.test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseEvent;
import dev.messageport.MessagePort;

/**
 * The events that a {@link PortRecorder} has written down, the youngest of them if there
 * are too many, and how far assertions have read. Thread-safe.
 */
final class Recording implements Inbound {

	private final MessagePort port;

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition added = this.lock.newCondition();

	/**
	 * The events numbered from {@link #first} on.
	 */
	private final ArrayDeque<Object> events = new ArrayDeque<>();

	private long first;

	private long dropped;

	/**
	 * The number of the event that is read next.
	 */
	private long next;

	Recording(MessagePort port, int capacity) {
		this.port = port;
		this.capacity = capacity;
	}

	@Override
	public MessagePort port() {
		return this.port;
	}

	void add(Object event) {
		this.lock.lock();
		try {
			if (this.events.size() == this.capacity) {
				this.events.remove();
				this.first++;
				this.dropped++;
			}
			this.events.add(event);
			this.added.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void clear() {
		this.lock.lock();
		try {
			this.first += this.events.size();
			this.next = this.first;
			this.events.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	<T> List<T> events(Class<T> type) {
		this.lock.lock();
		try {
			return this.events.stream().filter(type::isInstance).map(type::cast).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	long dropped() {
		this.lock.lock();
		try {
			return this.dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public @Nullable Object take(Duration timeout) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			if (!await(timeout, () -> this.next < this.first + this.events.size())) {
				return null;
			}
			checkNotDropped();
			Object event = unread().get(0);
			if (!(event instanceof CloseEvent)) {
				this.next++;
			}
			return event;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void checkNotDropped() {
		if (this.next < this.first) {
			throw new IllegalStateException("The recorder of port " + this.port.name() + " keeps " + this.capacity
					+ " events and dropped " + (this.first - this.next)
					+ " that were not read yet: give it more room with PortRecorder.of(port, capacity)");
		}
	}

	/**
	 * Wait for something that an assertion is not about.
	 * @param wanted what is waited for, for people
	 * @param timeout the longest wait
	 * @param condition whether it is there
	 */
	void await(String wanted, Duration timeout, BooleanSupplier condition) {
		Timeouts.check(timeout, "timeout");
		boolean met;
		this.lock.lock();
		try {
			met = await(timeout, condition);
		}
		catch (InterruptedException ex) {
			throw Waits.interrupted(this.port.name(), ex);
		}
		finally {
			this.lock.unlock();
		}
		if (!met) {
			throw new AssertionError("Port " + this.port.name() + " did not get " + wanted + " within " + timeout
					+ ". Recorded: " + this + ". " + Described.state(this.port));
		}
	}

	private boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
		long nanos = Timeouts.nanos(timeout);
		while (!condition.getAsBoolean()) {
			if (nanos <= 0) {
				return false;
			}
			nanos = this.added.awaitNanos(nanos);
		}
		return true;
	}

	private List<Object> unread() {
		return this.events.stream().skip(Math.max(0, this.next - this.first)).toList();
	}

	@Override
	public String waiting() {
		this.lock.lock();
		try {
			List<Object> unread = unread();
			return unread.isEmpty() ? "nothing else is recorded" : "not read yet: " + Described.events(unread);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		String text = Described.events(events(Object.class));
		long lost = dropped();
		return (lost == 0) ? text : text + ", and " + lost + " older events that were dropped";
	}

}

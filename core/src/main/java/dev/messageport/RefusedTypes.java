package dev.messageport;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.ResourceBundle;
import java.util.Spliterator;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Collector;

import org.jspecify.annotations.Nullable;

/**
 * Knows the classes whose instances stand for something that no copy of the object would
 * be a copy of.
 */
final class RefusedTypes {

	/** The classes and, one place on, what their instances are. */
	private static final Object[][] TYPES = { { "a thread", Thread.class, ThreadGroup.class },
			{ "state of a thread", ThreadLocal.class }, { "a class loader", ClassLoader.class },
			{ "part of a class or module", AccessibleObject.class, MethodHandle.class, MethodHandles.Lookup.class,
					Module.class, ModuleLayer.class, Package.class },
			{ "an open resource, such as a stream or a connection", AutoCloseable.class },
			{ "a process", Process.class, ProcessHandle.class, Runtime.class },
			{ "an executor", Executor.class, Timer.class, TimerTask.class },
			{ "a lock, or something else that threads wait for", Lock.class, ReadWriteLock.class, Condition.class,
					StampedLock.class, AbstractOwnableSynchronizer.class, Semaphore.class, CountDownLatch.class,
					CyclicBarrier.class, Phaser.class, Exchanger.class },
			{ "a result that is still to come", Future.class, CompletionStage.class },
			{ "a flow", Flow.Publisher.class, Flow.Subscriber.class, Flow.Subscription.class, Collector.class },
			{ "an iteration in progress", Iterator.class, Spliterator.class, Enumeration.class },
			{ "a reference of the garbage collector", Reference.class, Cleaner.class, Cleaner.Cleanable.class },
			{ "a bundle of resources", ResourceBundle.class } };

	private RefusedTypes() {
	}

	/**
	 * Say what the instances of a class stand for.
	 * @param type the class
	 * @return what they are, or {@code null} if the class is not known to be refused
	 */
	static @Nullable String reason(Class<?> type) {
		for (Object[] row : TYPES) {
			for (int i = 1; i < row.length; i++) {
				if (((Class<?>) row[i]).isAssignableFrom(type)) {
					return (String) row[0];
				}
			}
		}
		return null;
	}

}

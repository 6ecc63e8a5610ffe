package dev.messageport;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Classes of payloads to copy.
 */
final class Payloads {

	private Payloads() {
	}

	/** Mutable, equal by content. */
	static final class Box {

		Object value;

		Box(Object value) {
			if (value == null) {
				throw new IllegalArgumentException("No constructor is called without a value");
			}
			this.value = value;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Box box && this.value.equals(box.value);
		}

		@Override
		public int hashCode() {
			return this.value.hashCode();
		}

		@Override
		public String toString() {
			return "Box[" + this.value + "]";
		}

	}

	/** Mutable, equal by identity. */
	static class Node {

		Object next;

		Node other;

		Node(Object next) {
			this.next = next;
		}

	}

	/** All fields final. */
	static class Money {

		final String currency;

		final Object amount;

		Money(String currency, Object amount) {
			this.currency = currency;
			this.amount = amount;
		}

	}

	static class Base {

		private final Box hidden;

		Base(Box hidden) {
			this.hidden = hidden;
		}

		Box inherited() {
			return this.hidden;
		}

	}

	static final class Derived extends Base {

		private final Box hidden = new Box(2);

		transient Object cache = "cached";

		Derived(Box inherited) {
			super(inherited);
		}

		Box own() {
			return this.hidden;
		}

	}

	/** Keeps what it is given. */
	record Pair(Object first, Object second) {

		static Pair of(Object first, Object second) {
			return new Pair(first, second);
		}

	}

	/** Keeps a copy of what it is given. */
	record Items(List<Object> items) {

		Items {
			items = new ArrayList<>(items);
		}

	}

	record Strict(int[] numbers, int length) {

		Strict {
			if (numbers.length != length) {
				throw new IllegalArgumentException("numbers");
			}
		}

	}

	/** A collection of the JDK, with state of its own. */
	static final class Named extends ArrayList<Object> {

		private static final long serialVersionUID = 1L;

		transient Object name;

		@SuppressWarnings("serial")
		Object label;

		Named(Object label) {
			this.label = label;
		}

	}

	/** Says itself what its state is. */
	static final class Hooked implements Serializable {

		private static final long serialVersionUID = 1L;

		transient Object value;

		transient Object derived;

		Hooked(Object value) {
			this.value = value;
			this.derived = "derived";
		}

		private void writeObject(ObjectOutputStream out) throws IOException {
			out.writeObject(this.value);
		}

		private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
			this.value = in.readObject();
			this.derived = "derived";
		}

	}

	static final class Singleton implements Serializable {

		static final Singleton INSTANCE = new Singleton();

		private static final long serialVersionUID = 1L;

		private Object readResolve() {
			return INSTANCE;
		}

	}

	/** Fails, when asked, in the methods that copying it calls. */
	static final class Angry implements Serializable {

		private static final long serialVersionUID = 1L;

		transient boolean now;

		transient @Nullable Error error;

		private void writeObject(ObjectOutputStream out) {
			if (this.error != null) {
				throw this.error;
			}
			if (this.now) {
				throw new UnsupportedOperationException("out of order");
			}
		}

	}

	/** Has a field of a type that is refused. */
	record Job(String name, Collection<Object> items) {
	}

	static final class Holder {

		Object worker;

		Holder(Object worker) {
			this.worker = worker;
		}

	}

}

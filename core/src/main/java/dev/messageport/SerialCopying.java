package dev.messageport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import org.jspecify.annotations.Nullable;

/**
 * Copies an object by its serialized form: where the class says by methods of its own
 * what its state is, or keeps its fields closed as the JDK does. Only the object itself
 * goes into the stream. For each object it refers to a {@link Token} is written, in whose
 * place the copy is read; so those need not be serializable, and stay what they are for
 * the rest of the payload. Classes are not looked up by their names.
 */
final class SerialCopying extends Copying {

	private final byte[] form;

	private final List<Class<?>> classes;

	private SerialCopying(Object original, @Nullable Object[] parts, byte[] form, List<Class<?>> classes) {
		super(original, parts);
		this.form = form;
		this.classes = classes;
	}

	static SerialCopying open(Object original) throws IOException {
		ByteArrayOutputStream form = new ByteArrayOutputStream();
		try (Writer writer = new Writer(form, CopyPlans.isJdk(original.getClass()))) {
			writer.writeObject(original);
			writer.flush();
			return new SerialCopying(original, writer.parts.toArray(), form.toByteArray(), writer.classes);
		}
	}

	@Override
	Object finish(boolean cyclic) throws IOException, ClassNotFoundException {
		if (cyclic && !isWrapper()) {
			throw new CopyRefusedException("is part of a cycle through a " + this.original.getClass().getName()
					+ ", which can only be made of finished parts: break the cycle");
		}
		try (Reader reader = new Reader(new ByteArrayInputStream(this.form), this.copies, this.classes.iterator())) {
			Object made = reader.readObject();
			if (made == null) {
				throw new CopyRefusedException("is a " + this.original.getClass().getName()
						+ ", whose readResolve method returns null: let it return an object");
			}
			return made;
		}
	}

	@Override
	boolean last() {
		return true;
	}

	@Override
	String name(int part) {
		Object value = this.parts[part];
		if (isWrapper() && (value instanceof Collection || value instanceof Map || value instanceof Object[])) {
			return "";
		}
		return (value != null) ? SerialNames.of(this.original, value) : "";
	}

	// Refers to another collection or array, and asks nothing of it when it is read
	private boolean isWrapper() {
		String name = this.original.getClass().getName();
		return name.startsWith("java.util.Collections$") || name.equals("java.util.Arrays$ArrayList");
	}

	/**
	 * Stands for a part in the stream.
	 */
	private record Token(int index) implements Serializable {
	}

	private static final class Writer extends ObjectOutputStream {

		private final List<Object> parts = new ArrayList<>();

		private final List<Class<?>> classes = new ArrayList<>();

		private final Map<Object, Token> tokens = new IdentityHashMap<>();

		private final boolean jdk;

		private boolean started;

		private Writer(OutputStream out, boolean jdk) throws IOException {
			super(out);
			this.jdk = jdk;
			enableReplaceObject(true);
		}

		@Override
		protected Object replaceObject(Object object) {
			if (!this.started || (this.jdk && isGuard(object))) {
				this.started = true;
				return object;
			}
			return this.tokens.computeIfAbsent(object, (part) -> {
				this.parts.add(part);
				return new Token(this.parts.size() - 1);
			});
		}

		// The queues of the JDK write the locks they are guarded by, and read new ones
		private static boolean isGuard(Object object) {
			return object instanceof AbstractOwnableSynchronizer || object instanceof Lock
					|| object instanceof Condition;
		}

		@Override
		protected void annotateClass(Class<?> type) {
			this.classes.add(type);
		}

		@Override
		protected void annotateProxyClass(Class<?> type) {
			this.classes.add(type);
		}

	}

	private static final class Reader extends ObjectInputStream {

		private final @Nullable Object[] copies;

		private final Iterator<Class<?>> classes;

		private Reader(InputStream in, @Nullable Object[] copies, Iterator<Class<?>> classes) throws IOException {
			super(in);
			this.copies = copies;
			this.classes = classes;
			enableResolveObject(true);
		}

		@Override
		protected @Nullable Object resolveObject(Object object) {
			return (object instanceof Token token) ? this.copies[token.index()] : object;
		}

		@Override
		protected Class<?> resolveClass(ObjectStreamClass description) {
			return this.classes.next();
		}

		@Override
		protected Class<?> resolveProxyClass(String[] interfaces) {
			return this.classes.next();
		}

	}

}

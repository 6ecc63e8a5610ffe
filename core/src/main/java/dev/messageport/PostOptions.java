package dev.messageport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a message besides its payload: ports and headers. Immutable.
 *
 * @see MessagePort#postMessage(Object, PostOptions)
 */
public final class PostOptions {

	static final PostOptions NONE = builder().build();

	private final List<@Nullable Transferable> transfer;

	private final Map<String, Object> headers;

	private PostOptions(Builder builder) {
		this.transfer = Collections.unmodifiableList(new ArrayList<>(builder.transfer));
		this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
	}

	List<@Nullable Transferable> transfer() {
		return this.transfer;
	}

	Map<String, Object> headers() {
		return this.headers;
	}

	static String checkHeader(String name, Object value) {
		Objects.requireNonNull(name, "'name' must not be null");
		if (name.isEmpty()) {
			throw new IllegalArgumentException("'name' of a header must not be empty");
		}
		Objects.requireNonNull(value,
				() -> "'value' of header '" + name + "' must not be null: leave the header out instead");
		return name;
	}

	/**
	 * Start to collect options.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Collects {@link PostOptions}. Not thread-safe.
	 */
	public static final class Builder {

		private final List<@Nullable Transferable> transfer = new ArrayList<>();

		private final Map<String, Object> headers = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Add to the transfer list. The entries are checked by the post (P2).
		 * @param transfer the ports to transfer
		 * @return this builder
		 */
		public Builder transfer(Collection<? extends Transferable> transfer) {
			this.transfer.addAll(Objects.requireNonNull(transfer, "'transfer' must not be null"));
			return this;
		}

		/**
		 * Set a header, in place of one of the same name.
		 * @param name the name, not empty
		 * @param value the value
		 * @return this builder
		 */
		public Builder header(String name, Object value) {
			this.headers.put(checkHeader(name, value), value);
			return this;
		}

		/**
		 * Set several headers, each as {@link #header(String, Object)} does.
		 * @param headers the headers
		 * @return this builder
		 */
		public Builder headers(Map<String, ?> headers) {
			Objects.requireNonNull(headers, "'headers' must not be null").forEach(this::header);
			return this;
		}

		/**
		 * Return the options collected so far.
		 * @return the options
		 */
		public PostOptions build() {
			return new PostOptions(this);
		}

	}

}

package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.converter.MessageConversionException;

import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

/**
 * The listeners to messages at one name. A message goes to one of them: the most specific
 * one that takes its payload and whose condition it meets, as Java chooses among methods
 * of one name; a listener with a condition is more specific than one without. Only when
 * none takes the payload as it is, it goes to the one that can have it converted.
 * Immutable.
 */
final class MessageListeners {

	private static final Log logger = LogFactory.getLog(PortListener.class);

	/**
	 * A listener comes before all that are less specific.
	 */
	private final List<NamedListener> listeners;

	/**
	 * The one that all messages go to, if that is so.
	 */
	private final @Nullable NamedListener only;

	MessageListeners(List<NamedListener> listeners) {
		this.listeners = listeners;
		this.only = (listeners.size() == 1 && listeners.get(0).condition().isEmpty()) ? listeners.get(0) : null;
	}

	List<NamedListener> all() {
		return this.listeners;
	}

	MessageListeners with(NamedListener added) {
		List<NamedListener> changed = new ArrayList<>(this.listeners);
		int place = changed.size();
		for (int i = changed.size() - 1; i >= 0; i--) {
			checkDistinct(changed.get(i), added);
			if (isMoreSpecific(added, changed.get(i))) {
				place = i;
			}
		}
		changed.add(place, added);
		return new MessageListeners(List.copyOf(changed));
	}

	MessageListeners without(NamedListener removed) {
		List<NamedListener> changed = new ArrayList<>(this.listeners);
		return changed.remove(removed) ? new MessageListeners(List.copyOf(changed)) : this;
	}

	/**
	 * Call the listener that a message is for. As with an error of a listener, who has
	 * asked is told alone that there is none.
	 * @param event the message
	 * @param name the name that it came to
	 * @param failures counts what who has asked is told
	 * @throws Exception whatever the listener throws, or that there is none
	 */
	void onMessage(MessageEvent event, String name, Failures failures) throws Exception {
		NamedListener listener = (this.only != null) ? this.only : selectOrFail(event, name, failures);
		if (listener != null) {
			ListenerObservation.selected(listener);
			listener.onEvent(event);
		}
	}

	private @Nullable NamedListener selectOrFail(MessageEvent event, String name, Failures failures) {
		try {
			return select(event, name);
		}
		catch (RuntimeException ex) {
			if (event.replyPort() == null) {
				throw ex;
			}
			event.fail(ex);
			failures.failed(ex, event.target());
			return null;
		}
	}

	private @Nullable NamedListener select(MessageEvent event, String name) {
		List<NamedListener> accepting = new ArrayList<>(this.listeners.size());
		for (NamedListener listener : this.listeners) {
			if (listener.takes(event.data()) && listener.accepts(event)) {
				accepting.add(listener);
			}
		}
		if (accepting.isEmpty()) {
			accepting = converting(event);
		}
		if (accepting.isEmpty()) {
			return unwanted(event, name);
		}
		NamedListener first = accepting.get(0);
		for (NamedListener other : accepting.subList(1, accepting.size())) {
			if (!isMoreSpecific(first, other)) {
				throw ambiguous(event, name, first, other);
			}
		}
		return first;
	}

	private List<NamedListener> converting(MessageEvent event) {
		List<NamedListener> converting = new ArrayList<>();
		for (NamedListener listener : this.listeners) {
			if (!listener.takes(event.data()) && listener.converts(event) && listener.accepts(event)) {
				converting.add(listener);
			}
		}
		return converting;
	}

	/**
	 * No listener wants a message. When that is for its type, or somebody waits for an
	 * answer, it is an error.
	 * @param event the message
	 * @param name the name that it came to
	 * @return nothing
	 */
	private @Nullable NamedListener unwanted(MessageEvent event, String name) {
		boolean fits = this.listeners.stream().anyMatch((listener) -> listener.takes(event.data()));
		if (fits && event.replyPort() == null) {
			logger.debug("A message at '" + name + "' meets the condition of no listener: it is dropped");
			return null;
		}
		if (this.listeners.isEmpty()) {
			throw new EndpointGoneException(name, "There is no listener to messages at '" + name
					+ "' any more: it was removed, or its bean destroyed, after the message was posted", null);
		}
		throw new MessageConversionException("No listener at '" + name + "' takes a message whose payload is "
				+ describe(event.data()) + (fits ? " and meets its condition" : "") + ". There are: "
				+ this.listeners.stream()
					.map((listener) -> listener + " for '" + listener.payloadType().getName() + "'")
					.collect(Collectors.joining(", "))
				+ ". Post one of these types, or add a listener");
	}

	private static MessageConversionException ambiguous(MessageEvent event, String name, NamedListener first,
			NamedListener second) {
		return new MessageConversionException("A message at '" + name + "' whose payload is " + describe(event.data())
				+ " is for " + first + " and for " + second + " alike: which of them to call is ambiguous."
				+ " Make their types or conditions exclude each other");
	}

	private static String describe(@Nullable Object data) {
		return (data != null) ? "of type '" + data.getClass().getName() + "'" : "null";
	}

	private static boolean isMoreSpecific(NamedListener listener, NamedListener other) {
		if (listener.payloadType() == other.payloadType()) {
			return !listener.condition().isEmpty() && other.condition().isEmpty();
		}
		return other.payloadType().isAssignableFrom(listener.payloadType());
	}

	private static void checkDistinct(NamedListener present, NamedListener added) {
		if (present.payloadType() == added.payloadType() && present.condition().equals(added.condition())) {
			throw new AmbiguousListenerException(added.name(), present, added,
					"Two listeners to messages with a payload of type '" + added.payloadType().getName() + "' at '"
							+ added.name() + "': " + present + " and " + added
							+ ". Which of them to call is ambiguous: remove one, let it take another type, give it a condition"
							+ " or another name, or, if both are the same, make its bean a singleton");
		}
	}

	/**
	 * Counts errors that whoever has asked was told of, and nobody else will be.
	 */
	@FunctionalInterface
	interface Failures {

		/**
		 * Count an error.
		 * @param error the error
		 * @param port the port that the message came to
		 */
		void failed(Throwable error, MessagePort port);

	}

}

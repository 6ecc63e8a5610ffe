package dev.messageport.spring;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A listener as it is registered: what it is, and how it is doing. Thread-safe, and
 * always up to date, also once the listener has been removed.
 *
 * @see PortListenerEndpointRegistry#get(String)
 */
public final class RegisteredListener {

	private final String id;

	private final NamedListener listener;

	private final PlaceEntry entry;

	private final BooleanSupplier contextRuns;

	RegisteredListener(String id, NamedListener listener, PlaceEntry entry, BooleanSupplier contextRuns) {
		this.id = id;
		this.listener = listener;
		this.entry = entry;
		this.contextRuns = contextRuns;
	}

	/**
	 * Return the identity of this listener, unique in the application context.
	 * @return the identity that it was given, or one that was made for it
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Return the name that this listens at.
	 * @return the name of a declared end, such as {@code "pricing.port2"}, or of an
	 * endpoint
	 */
	public String port() {
		return this.listener.name();
	}

	/**
	 * Return whether this is at an endpoint, that anyone can connect to.
	 * @return {@code false} if it is at one end of a declared channel
	 */
	public boolean isEndpoint() {
		return this.entry.place() instanceof PortEndpoint;
	}

	/**
	 * Return what this listens to.
	 * @return the type of the event: {@link dev.messageport.MessageEvent},
	 * {@link dev.messageport.MessageErrorEvent}, {@link dev.messageport.CloseEvent} or
	 * {@link ConnectEvent}
	 */
	public Class<?> eventType() {
		return this.listener.kind().eventType();
	}

	/**
	 * Return the type of the messages that this is for.
	 * @return the type of the payload; {@code Object} for any, and for other events
	 */
	public Class<?> payloadType() {
		return this.listener.payloadType();
	}

	/**
	 * Return where this is in the application.
	 * @return the method and its bean, or whatever was registered by program, for people
	 */
	public String place() {
		return this.listener.toString();
	}

	/**
	 * Return the bean that this belongs to.
	 * @return the name of the bean, or {@code null} if it was registered by program
	 */
	public @Nullable String beanName() {
		return this.listener.beanName();
	}

	/**
	 * Return the class of the bean that this belongs to.
	 * @return the class of the user, behind all proxies, or {@code null} if it was
	 * registered by program
	 */
	public @Nullable Class<?> beanType() {
		return this.listener.beanType();
	}

	/**
	 * Return whether the port is started with the application context, as far as this
	 * listener is asked.
	 * @return {@code false} if somebody else has to start it
	 */
	public boolean isAutoStartup() {
		return this.listener.isAutoStartup();
	}

	/**
	 * Return whether the place of this listener is paused: because this one was, or
	 * another one of that name.
	 * @return whether messages wait until all that were paused are resumed
	 * @see PortListenerEndpointRegistry#pause(String)
	 */
	public boolean isPaused() {
		return this.entry.isPaused();
	}

	/**
	 * Return whether messages are delivered to this listener: the application context
	 * runs, its place is not paused, and the port is started; at an endpoint, new
	 * connections are started.
	 * @return whether it is running
	 */
	public boolean isRunning() {
		return this.contextRuns.getAsBoolean() && !isPaused() && this.entry.place().isStarted()
				&& this.entry.group().all().contains(this.listener);
	}

	/**
	 * Return how many ports are open that this listener owns, together with those of its
	 * name.
	 * @return the number of connections to the endpoint (a port that a listener has
	 * transferred is counted for a while); at a declared end one, or zero once it has
	 * closed
	 */
	public int connections() {
		return this.entry.place().connections();
	}

	/**
	 * Return the identity and where this is, for people.
	 */
	@Override
	public String toString() {
		return "'" + this.id + "' at '" + port() + "': " + place();
	}

}

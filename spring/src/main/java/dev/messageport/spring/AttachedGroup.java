package dev.messageport.spring;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * A group of listeners at a declared end. Guarded by the registrar.
 */
final class AttachedGroup implements ListenerPlace {

	private final PortListenerGroup group;

	private final MessagePort port;

	private final PortEndpoints endpoints;

	private final Map<ListenerKind, Registration> registrations = new EnumMap<>(ListenerKind.class);

	private @Nullable Executor executor;

	private boolean paused;

	/**
	 * Whether the port is to be started when this is resumed.
	 */
	private boolean held;

	AttachedGroup(PortListenerGroup group, MessagePort port, PortEndpoints endpoints) {
		this.group = group;
		this.port = port;
		this.endpoints = endpoints;
	}

	@Override
	public void update() {
		setExecutor(this.group.executor());
		for (ListenerKind kind : ListenerKind.values()) {
			if (!this.group.has(kind)) {
				Registration registration = this.registrations.remove(kind);
				if (registration != null) {
					registration.remove();
				}
			}
			else if (!this.registrations.containsKey(kind)) {
				this.registrations.put(kind, listen(kind));
			}
		}
	}

	/**
	 * Deliver on an executor from now on; one that has gone is left in place, because
	 * what is due may still be on it.
	 * @param executor the executor, or {@code null} for none
	 */
	private void setExecutor(@Nullable Executor executor) {
		if (executor != null && executor != this.executor) {
			this.endpoints.deliverOn(this.port, executor);
			this.executor = executor;
		}
	}

	@Override
	public void start() {
		if (this.group.isAutoStartup()) {
			if (this.paused) {
				this.held = true;
			}
			else {
				this.port.start();
			}
		}
	}

	@Override
	public void pause() {
		this.paused = true;
		this.held = this.port.isStarted();
		this.port.pause();
	}

	@Override
	public void resume() {
		this.paused = false;
		if (this.held) {
			this.held = false;
			this.port.start();
		}
	}

	@Override
	public boolean isStarted() {
		return this.port.isStarted();
	}

	@Override
	public int connections() {
		return (this.port.isClosed() || this.port.isDetached()) ? 0 : 1;
	}

	private Registration listen(ListenerKind kind) {
		return switch (kind) {
			case MESSAGE -> this.port.addMessageListener(this.group::onMessage);
			case ERROR -> this.port.addMessageErrorListener(this.group::onMessageError);
			case CLOSE -> this.port.addCloseListener(this.group::onClose);
			case CONNECT -> throw new IllegalStateException("Nobody connects to '" + this.group.name() + "'");
		};
	}

}

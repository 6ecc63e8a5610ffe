package dev.messageport.spring;

import java.util.EnumMap;
import java.util.Map;

import dev.messageport.MessagePort;
import dev.messageport.Registration;

/**
 * A group of listeners at a declared end. Guarded by the registrar.
 */
final class AttachedGroup {

	private final PortListenerGroup group;

	private final MessagePort port;

	private final Map<ListenerKind, Registration> registrations = new EnumMap<>(ListenerKind.class);

	AttachedGroup(PortListenerGroup group, MessagePort port) {
		this.group = group;
		this.port = port;
	}

	/**
	 * Listen to what there are listeners for, and to nothing else: a message without a
	 * listener waits (Q1).
	 */
	void update() {
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

	void start() {
		if (this.group.isAutoStartup()) {
			this.port.start();
		}
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

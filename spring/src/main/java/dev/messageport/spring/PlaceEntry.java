package dev.messageport.spring;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What the registrar knows of one name. A place with several listeners is paused while
 * any of them is. Changed under the lock of the registrar.
 *
 * @param group the listeners
 * @param place where they are
 * @param paused those that were paused
 */
record PlaceEntry(PortListenerGroup group, ListenerPlace place, Set<NamedListener> paused) {

	PlaceEntry(PortListenerGroup group, ListenerPlace place) {
		this(group, place, Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>())));
	}

	boolean isPaused() {
		return !this.paused.isEmpty();
	}

	void setPaused(NamedListener listener, boolean pause) {
		boolean before = isPaused();
		if (pause) {
			this.paused.add(listener);
		}
		else {
			this.paused.remove(listener);
		}
		if (!before && isPaused()) {
			this.place.pause();
		}
		else if (before && !isPaused()) {
			this.place.resume();
		}
	}

}

package dev.messageport.autoconfigure.monitoring;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The names at whose ports something takes too long: so that each is reported once, and
 * not once for each port and tick. Of the watch's thread only.
 */
final class Incidents {

	private final Map<String, Incident> byName = new HashMap<>();

	/**
	 * Note that something takes too long.
	 * @param side where
	 * @param nanos for how long
	 * @param report reports it, if it is the first one of its name; returns whether it
	 * was still so
	 */
	void found(SideStatistics side, long nanos, BooleanSupplier report) {
		String name = side.channel().name();
		Incident incident = this.byName.get(name);
		if (incident == null) {
			if (!report.getAsBoolean()) {
				return;
			}
			incident = new Incident(side.side().name());
			this.byName.put(name, incident);
		}
		incident.found(nanos);
	}

	/**
	 * End a tick.
	 * @param over is told of incidents that are over
	 */
	void endTick(Consumer<Incident> over) {
		this.byName.values().removeIf((incident) -> {
			boolean goesOn = incident.goesOn();
			if (!goesOn) {
				over.accept(incident);
			}
			return !goesOn;
		});
	}

}

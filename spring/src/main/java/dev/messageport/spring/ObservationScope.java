package dev.messageport.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A time during which an observation is the current one of a thread. What was current
 * before is so again afterwards, even if handlers throw: threads of pools are not to
 * carry it on to the next message.
 */
final class ObservationScope implements AutoCloseable {

	private final ObservationRegistry registry;

	private final Observation.@Nullable Scope before;

	private Observation.Scope scope = Observation.Scope.NOOP;

	private ObservationScope(ObservationRegistry registry) {
		this.registry = registry;
		this.before = registry.getCurrentObservationScope();
	}

	/**
	 * Make an observation the current one.
	 * @param observation the observation
	 * @return what ends that
	 */
	static ObservationScope open(Observation observation) {
		ObservationScope opened = new ObservationScope(observation.getObservationRegistry());
		if (!ObservationFaults.contain(() -> opened.scope = observation.openScope())) {
			opened.abandon();
		}
		return opened;
	}

	@Override
	public void close() {
		if (!ObservationFaults.contain(this.scope::close)) {
			this.registry.setCurrentObservationScope(this.before);
		}
	}

	// Handlers that have opened theirs are to close them
	private void abandon() {
		Observation.Scope halfOpen = this.registry.getCurrentObservationScope();
		if (halfOpen != null && halfOpen != this.before) {
			ObservationFaults.contain(halfOpen::close);
			this.registry.setCurrentObservationScope(this.before);
		}
	}

}

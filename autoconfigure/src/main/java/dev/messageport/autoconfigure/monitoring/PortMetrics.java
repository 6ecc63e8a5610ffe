package dev.messageport.autoconfigure.monitoring;

import java.util.IdentityHashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.DisposableBean;

/**
 * Puts the {@link MessagePortMeters} into meter registries. They read what
 * {@link PortStatistics} counts: nothing is counted twice, however many registries there
 * are.
 */
final class PortMetrics implements MeterBinder, DisposableBean {

	private final PortStatistics statistics;

	private final Map<MeterRegistry, RegistryMeters> registries = new IdentityHashMap<>();

	PortMetrics(PortStatistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		if (!this.registries.containsKey(registry)) {
			RegistryMeters meters = new RegistryMeters(registry);
			this.registries.put(registry, meters);
			this.statistics.addListener(meters);
		}
	}

	/**
	 * Leave registries that others may use as they were.
	 */
	@Override
	public synchronized void destroy() {
		this.registries.values().forEach((meters) -> meters.close(this.statistics));
		this.registries.clear();
	}

}

package dev.messageport.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and keys of the observation {@code messageport.post}. With Spring Boot, a bean of
 * this type takes the place of the default one. Thread-safe. Low-cardinality keys become
 * tags of meters: there have to be few values of each, and always the same keys.
 *
 * @see DefaultPortPostObservationConvention
 * @see MessagePortObservation
 */
public interface PortPostObservationConvention extends ObservationConvention<PortPostObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof PortPostObservationContext;
	}

}

package dev.messageport.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.messageport.spring.PortOwnershipException;

/**
 * Explains that an end of a channel has owners in several modules, or none.
 */
final class PortOwnershipFailureAnalyzer extends AbstractFailureAnalyzer<PortOwnershipException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PortOwnershipException cause) {
		return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
	}

}

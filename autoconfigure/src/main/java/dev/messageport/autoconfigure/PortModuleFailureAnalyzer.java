package dev.messageport.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a channel connects modules that may not depend on each other.
 */
final class PortModuleFailureAnalyzer extends AbstractFailureAnalyzer<PortModuleException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PortModuleException cause) {
		return new FailureAnalysis(String.join(System.lineSeparator(), cause.violations()),
				PortModuleException.REMEDY + ".", cause);
	}

}

package dev.messageport.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

import dev.messageport.spring.AmbiguousListenerException;
import dev.messageport.spring.PortListenerDefinitionException;

/**
 * Explains that a listener cannot be registered: where it is, what is wrong with it, and
 * what to do about it.
 */
final class PortListenerFailureAnalyzer implements FailureAnalyzer {

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof PortListenerDefinitionException definition) {
				return analyze(definition);
			}
			if (cause instanceof AmbiguousListenerException ambiguous) {
				return analyze(ambiguous);
			}
		}
		return null;
	}

	private FailureAnalysis analyze(PortListenerDefinitionException definition) {
		String description = lines("A listener of message ports cannot be registered:", "",
				"    " + definition.getPlace(), "", "Reason: " + definition.getDescription() + ".");
		return new FailureAnalysis(description, definition.getAction() + ".", definition);
	}

	private FailureAnalysis analyze(AmbiguousListenerException ambiguous) {
		String description = lines("Two listeners at '" + ambiguous.getName() + "' are for the same:", "",
				"    " + ambiguous.getFirst(), "    " + ambiguous.getSecond(), "",
				"Reason: " + ambiguous.getMessage() + ".");
		return new FailureAnalysis(description,
				"Remove one of them, give it another name, or let their payload types or conditions exclude each other.",
				ambiguous);
	}

	private static String lines(String... lines) {
		return String.join(System.lineSeparator(), lines);
	}

}

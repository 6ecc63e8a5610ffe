package dev.messageport.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that a declared channel has the name of another bean.
 */
final class ChannelNameFailureAnalyzer extends AbstractFailureAnalyzer<ChannelNameException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ChannelNameException cause) {
		return new FailureAnalysis(cause.getProblem() + ".",
				"Rename the channel or the bean, or, if both are the same channel, remove one of them.", cause);
	}

}

package dev.messageport.autoconfigure;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Keeps what an application reports whose start has failed.
 */
class RecordedAnalysis implements FailureAnalysisReporter {

	private static final ThreadLocal<FailureAnalysis> last = new ThreadLocal<>();

	@Override
	public void report(FailureAnalysis analysis) {
		last.set(analysis);
	}

	static FailureAnalysis of(Class<?> source, String... arguments) {
		last.remove();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.run(arguments)) {
			throw new AssertionError("Should have failed, but " + context + " has started");
		}
		catch (RuntimeException ex) {
			FailureAnalysis analysis = last.get();
			if (analysis == null) {
				throw new AssertionError("Nothing was reported", ex);
			}
			return analysis;
		}
	}

}

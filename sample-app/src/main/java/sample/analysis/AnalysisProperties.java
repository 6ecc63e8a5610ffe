package sample.analysis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits of the analysis. Together they bound its memory: a worker needs a few megabytes,
 * whatever it reads.
 *
 * @param workers how many texts are read at the same time
 * @param queue how many texts may wait for a worker
 * @param distinctWords for how many distinct words of a text there is a counter
 * @param top how many words and lines to report
 */
@ConfigurationProperties("sample.analysis")
record AnalysisProperties(@DefaultValue("2") int workers, @DefaultValue("8") int queue,
		@DefaultValue("50000") int distinctWords, @DefaultValue("10") int top) {

	AnalysisProperties {
		Assert.isTrue(workers > 0, "'workers' must be greater than zero");
		Assert.isTrue(queue > 0, "'queue' must be greater than zero");
		Assert.isTrue(top > 0, "'top' must be greater than zero");
		Assert.isTrue(distinctWords > top, "'distinctWords' must be greater than 'top'");
	}

}

package sample;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.AbstractResource;
import sample.analysis.AnalyzeText;

/**
 * A text without end, which keeps a worker busy until the port of its order closes.
 */
public final class EndlessText extends AbstractResource {

	public static AnalyzeText order() {
		return new AnalyzeText("an endless text", new EndlessText(), StandardCharsets.UTF_8, 0, true);
	}

	@Override
	public String getDescription() {
		return "endless text";
	}

	@Override
	public InputStream getInputStream() {
		return new InputStream() {

			private long count;

			@Override
			public int read() {
				return (this.count++ % 20 != 0) ? 'x' : '\n';
			}

		};
	}

}

package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Asks Mermaid itself whether it can read a flowchart, as in
 * {@code assertThat(diagram).satisfies(Mermaid::parses)}.
 */
final class Mermaid {

	private Mermaid() {
	}

	/**
	 * Parses a flowchart. The first call in a JVM loads the library, which takes seconds.
	 * @param diagram the text of the flowchart
	 * @throws AssertionError if Mermaid finds an error in it
	 */
	static void parses(String diagram) {
		Loaded.LIBRARY.check(diagram);
	}

	private static final class Loaded {

		static final MermaidLibrary LIBRARY = load();

		private static MermaidLibrary load() {
			try {
				return MermaidLibrary.forFlowcharts();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}

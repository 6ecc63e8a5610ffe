package dev.messageport.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.messageport.benchmarks.IdleMemory;
import dev.messageport.benchmarks.TransferBenchmark;

/**
 * Runs what is measured without JMH: the heap that idle channels take, in a JVM for each
 * implementation, and the transfer of a port in Node.
 *
 * @param settings what the run is like
 * @param figures gets the figures
 * @param failures gets what has failed
 * @param notes gets what was left out, and what else one should know
 */
record OtherPrograms(Settings settings, Map<String, Double> figures, List<String> failures, List<String> notes) {

	private static final Duration BOUND = Duration.ofMinutes(2);

	void run() throws InterruptedException {
		if (this.settings.selects(IdleMemory.class)) {
			for (String contender : IdleMemory.contenders()) {
				measure(contender);
			}
		}
		if (this.settings.selects(TransferBenchmark.class)) {
			node();
		}
	}

	private void measure(String contender) throws InterruptedException {
		try {
			Path java = Path.of(System.getProperty("java.home"), "bin", "java");
			String printed = Program.run(BOUND,
					List.of(java.toString(), "-Xmx" + IdleMemory.heap(contender), "-XX:+UseG1GC", "-classpath",
							System.getProperty("java.class.path"), IdleMemory.class.getName(), contender));
			this.figures.put("IdleMemory " + contender, IdleMemory.read(printed));
		}
		catch (IOException | RuntimeException ex) {
			this.failures.add("IdleMemory " + contender + ": " + ex);
		}
	}

	private void node() throws InterruptedException {
		if (!onPath("node")) {
			this.notes.add("Node's transfer cycle: not measured, there is no node on the path");
			return;
		}
		try {
			Path script = this.settings.folder().resolveSibling("src/main/node/transfer.mjs");
			JsonNode result = new JsonMapper().readTree(Program.run(BOUND, List.of("node", script.toString())));
			this.figures.put("Node transfer", result.path("nanosPerCycle").asDouble());
			this.notes.add("Node " + result.path("version").asString()
					+ " copies payloads (structured clone), which ours does not by default");
		}
		catch (IOException | RuntimeException ex) {
			this.failures.add("Node's transfer cycle: " + ex);
		}
	}

	private static boolean onPath(String program) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

}

package dev.messageport.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs other programs and returns what they print.
 */
final class Program {

	private Program() {
	}

	/**
	 * Run a program.
	 * @param bound how long it may take; then it is ended
	 * @param command the program and its arguments
	 * @return what it has printed
	 * @throws IOException if it is not there, takes too long or fails
	 * @throws InterruptedException if this thread is interrupted
	 */
	static String run(Duration bound, List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("benchmarks", ".txt");
		try {
			Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
				process.destroyForcibly();
				throw new IOException(command.get(0) + " takes longer than " + bound.toSeconds() + " s");
			}
			String printed = Files.readString(output);
			if (process.exitValue() != 0) {
				throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + printed.strip());
			}
			return printed;
		}
		finally {
			Files.deleteIfExists(output);
		}
	}

}

package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code promtool} of Prometheus: its own parser, its own engine.
 */
final class Promtool {

	private Promtool() {
	}

	static boolean isInstalled() {
		try {
			return run("--version").code() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Run the command.
	 * @param arguments its arguments
	 * @return how it ended
	 * @throws IOException if there is no such command
	 */
	static Result run(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor(1, TimeUnit.MINUTES);
			return new Result(process.exitValue(), output);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * How the command ended.
	 *
	 * @param code 0 if all is well
	 * @param output what it has printed
	 */
	record Result(int code, String output) {

	}

}

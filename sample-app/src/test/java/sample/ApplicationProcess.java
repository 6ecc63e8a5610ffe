package sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application in a JVM of its own, at a port that is free.
 *
 * @param process the process of that JVM
 * @param log the file that its output goes to
 */
record ApplicationProcess(Process process, Path log) implements AutoCloseable {

	private static final Pattern PORT = Pattern
		.compile("Tomcat started on port (\\d+)[\\s\\S]*Started SampleApplication");

	static ApplicationProcess start(Path directory, String jvmArgument) throws IOException {
		Path log = directory.resolve("output.log");
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Process process = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", jvmArgument, "-cp",
				System.getProperty("java.class.path"), SampleApplication.class.getName(), "--server.port=0")
			.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		return new ApplicationProcess(process, log);
	}

	int awaitPort() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.until(() -> !this.process.isAlive() || PORT.matcher(output()).find());
		Matcher matcher = PORT.matcher(output());
		assertThat(matcher.find()).as("The application should have started:%n%s", output()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * End the process, and wait for that: its directory cannot be deleted before.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
	}

}

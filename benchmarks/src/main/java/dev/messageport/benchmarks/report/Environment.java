package dev.messageport.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where and with what a run takes place.
 */
final class Environment {

	private static final List<String> LIBRARIES = List.of("messageport-core", "jctools-core", "jmh-core",
			"micrometer-core", "pekko-actor-typed", "reactor-core", "spring-boot", "spring-integration-core",
			"spring-messaging", "vertx-core");

	private static final Pattern JAR = Pattern.compile("(.+?)(?:_[\\d.]+)?-(\\d[\\w.-]*)\\.jar");

	private Environment() {
	}

	/**
	 * Describe the environment of this JVM, which is that of the forks, too.
	 * @return descriptions by their names
	 * @throws InterruptedException if this thread is interrupted
	 */
	static Map<String, String> describe() throws InterruptedException {
		Map<String, String> facts = new LinkedHashMap<>();
		facts.put("date",
				ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")));
		facts.put("commit", commit());
		facts.put("machine", machine());
		facts.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
				+ System.getProperty("os.arch"));
		facts.put("JDK", System.getProperty("java.vendor") + ", " + System.getProperty("java.vm.name") + " "
				+ System.getProperty("java.vm.version"));
		facts.put("versions", versions());
		return facts;
	}

	private static String commit() throws InterruptedException {
		try {
			return Program.run(Duration.ofSeconds(10), List.of("git", "describe", "--always", "--dirty")).strip();
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	private static String machine() {
		Runtime runtime = Runtime.getRuntime();
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return "%s, %d cores, %.1f GB".formatted(processor(), runtime.availableProcessors(),
				system.getTotalMemorySize() / (double) (1 << 30));
	}

	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown processor");
		}
		catch (IOException ex) {
			return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown processor");
		}
	}

	private static String versions() {
		List<String> versions = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
			if (jar.matches() && LIBRARIES.contains(jar.group(1))) {
				versions.add(jar.group(1) + " " + jar.group(2));
			}
		}
		return String.join(", ", versions.stream().sorted().toList());
	}

}

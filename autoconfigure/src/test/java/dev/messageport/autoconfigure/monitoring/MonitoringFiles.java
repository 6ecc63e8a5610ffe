package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files about monitoring that users read, import and run.
 */
final class MonitoringFiles {

	private static final Pattern PROMQL_BLOCK = Pattern.compile("^```promql\\n(.*?)^```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private MonitoringFiles() {
	}

	static Path guide() {
		return root().resolve("docs/monitoring.md");
	}

	static Path readme() {
		return root().resolve("README.md");
	}

	static Path alerts() {
		return root().resolve("docs/monitoring/alerts.yml");
	}

	static Path alertTests() {
		return root().resolve("docs/monitoring/alerts-test.yml");
	}

	static JsonNode dashboard() {
		return JsonMapper.shared().readTree(read(root().resolve("docs/monitoring/grafana-dashboard.json")));
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> yaml(Path file) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return (Map<String, Object>) new Yaml(new SafeConstructor(options)).load(read(file));
	}

	/**
	 * Return the queries of a Markdown file: a block marked {@code promql} is one.
	 * @param file the file
	 * @return the queries
	 */
	static List<String> queries(Path file) {
		return PROMQL_BLOCK.matcher(read(file)).results().map((match) -> match.group(1).strip()).toList();
	}

	/**
	 * Return the rows of the table whose first column has this title.
	 * @param file a Markdown file
	 * @param title the title, as in the file
	 * @return the cells of each row
	 */
	static List<List<String>> table(Path file, String title) {
		return read(file).lines()
			.dropWhile((line) -> !line.startsWith("| " + title + " |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> Stream.of(line.substring(1).split("(?<!\\\\)\\|")).map(String::strip).toList())
			.toList();
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(directory.resolve("docs"))) {
			directory = directory.getParent();
			if (directory == null) {
				throw new IllegalStateException("No folder above the working directory has a folder 'docs'");
			}
		}
		return directory;
	}

}

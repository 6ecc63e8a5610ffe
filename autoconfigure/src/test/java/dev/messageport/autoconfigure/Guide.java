package dev.messageport.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file with Java snippets. Before each stands a comment that names its source,
 * {@code <!-- snippet: path/from/the/root.java#name -->}; there it lies between the lines
 * {@code // tag::name[]} and {@code // end::name[]}.
 *
 * @param root the root of the project
 * @param file the file
 */
record Guide(Path root, Path file) {

	private static final Pattern REFERENCE = Pattern.compile("<!-- snippet: (\\S+)#(\\S+) -->");

	private static final Pattern MARKER = Pattern.compile("\\s*// (tag|end)::\\S+\\[]");

	/**
	 * Find the mistakes of the snippets.
	 * @return a description of each, with the place
	 * @throws IOException if a file cannot be read
	 */
	List<String> mistakes() throws IOException {
		List<String> lines = Files.readAllLines(this.file);
		List<String> mistakes = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).equals("```java")) {
				check(lines, i, mistakes);
			}
		}
		return mistakes;
	}

	private void check(List<String> lines, int start, List<String> mistakes) throws IOException {
		String place = this.root.relativize(this.file) + ":" + (start + 1) + ": ";
		Matcher reference = REFERENCE.matcher((start > 0) ? lines.get(start - 1) : "");
		if (!reference.matches()) {
			mistakes.add(place + "no comment in the line before names the source of the snippet");
			return;
		}
		List<String> rest = lines.subList(start + 1, lines.size());
		String actual = String.join("\n", rest.subList(0, rest.indexOf("```")));
		String expected = source(reference.group(1), reference.group(2));
		if (!actual.equals(expected)) {
			mistakes.add(place + "differs from " + reference.group(1) + ", where it is:\n" + expected);
		}
	}

	private String source(String path, String name) throws IOException {
		Path source = this.root.resolve(path);
		if (!Files.isRegularFile(source)) {
			return "(there is no such file)";
		}
		List<String> lines = Files.readAllLines(source);
		int start = indexOf(lines, "// tag::" + name + "[]");
		int end = indexOf(lines, "// end::" + name + "[]");
		if (start < 0 || end < start) {
			return "(there are no such tags)";
		}
		List<String> snippet = lines.subList(start + 1, end)
			.stream()
			.filter((line) -> !MARKER.matcher(line).matches())
			.toList();
		return String.join("\n", snippet).stripIndent().strip();
	}

	private static int indexOf(List<String> lines, String marker) {
		return lines.stream().map(String::strip).toList().indexOf(marker);
	}

}

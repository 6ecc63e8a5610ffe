package dev.messageport.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All Java snippets of the guides are compiled and run: each is a part of a test of some
 * module.
 */
class DocumentationTests {

	@Test
	void snippetsOfAllGuidesAreThoseOfTests() throws IOException {
		List<String> mistakes = new ArrayList<>();
		List<Path> guides = guides();
		for (Path guide : guides) {
			mistakes.addAll(new Guide(root(), guide).mistakes());
		}
		assertThat(guides).isNotEmpty();
		assertThat(mistakes).isEmpty();
	}

	@Test
	void sameLinesAreNoMistake(@TempDir Path root) throws IOException {
		Path guide = guide(root, "<!-- snippet: A.java#b -->\n```java\nfirst();\n\n\tsecond();\n```\n");
		assertThat(new Guide(root, guide).mistakes()).isEmpty();
	}

	@Test
	void otherLinesAreAMistake(@TempDir Path root) throws IOException {
		Path guide = guide(root, "text\n\n<!-- snippet: A.java#b -->\n```java\nfirst();\n```\n");
		assertThat(new Guide(root, guide).mistakes()).singleElement()
			.asString()
			.startsWith("guide.md:4: differs from A.java, where it is:\nfirst();\n\n\tsecond();");
	}

	@Test
	void snippetWithoutSourceIsAMistake(@TempDir Path root) throws IOException {
		Path guide = guide(root, "```java\nfirst();\n```\n<!-- snippet: B.java#b -->\n```java\n```\n"
				+ "<!-- snippet: A.java#c -->\n```java\n```\n");
		List<String> mistakes = new Guide(root, guide).mistakes();
		assertThat(mistakes).hasSize(3);
		assertThat(mistakes.get(0)).contains("guide.md:1: no comment");
		assertThat(mistakes.get(1)).contains("no such file");
		assertThat(mistakes.get(2)).contains("no such tags");
	}

	private static Path guide(Path root, String text) throws IOException {
		Files.writeString(root.resolve("A.java"),
				"class A {\n\t// tag::b[]\n\tfirst();\n\t// tag::c[]\n\n\t\tsecond();\n\t// end::b[]\n}\n");
		return Files.writeString(root.resolve("guide.md"), text);
	}

	private static List<Path> guides() throws IOException {
		try (Stream<Path> files = Files.walk(root().resolve("docs"))) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList();
		}
	}

	private static Path root() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(directory.resolve("docs"))) {
			directory = directory.getParent();
			assertThat(directory).as("a folder above this one with a folder 'docs'").isNotNull();
		}
		return directory;
	}

}

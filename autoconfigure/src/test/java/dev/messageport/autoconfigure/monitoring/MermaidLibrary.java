package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The Mermaid of the WebJar, loaded into a JavaScript engine.
 */
final class MermaidLibrary {

	private static final String MODULES = "classpath*:META-INF/resources/webjars/mermaid/*/dist/";

	// Mermaid hands labels to DOMPurify, which asks for a window when it is loaded. With
	// one that cannot make documents it lets the labels through as they are.
	private static final String WINDOW = """
			globalThis.window = {
				document: { nodeType: 9, createElement: () => ({}) },
				Element: class {}
			};
			""";

	private static final String PARSER = """
			import mermaid from '%s';
			globalThis.parse = (text) => {
				const outcome = {};
				mermaid.parse(text).then(
					() => outcome.error = '',
					(error) => outcome.error = String(error?.message ?? error));
				return outcome;
			};
			""";

	private final Value parser;

	private MermaidLibrary(Path folder) throws IOException {
		Context context = context();
		context.eval("js", WINDOW);
		String module = PARSER.formatted(folder.resolve("mermaid.esm.min.mjs").toUri());
		context.eval(Source.newBuilder("js", module, "parser.mjs").build());
		this.parser = context.getBindings("js").getMember("parse");
	}

	// The grammar is a module of its own, loaded by the first flowchart
	static MermaidLibrary forFlowcharts() throws IOException {
		Path folder = unpack();
		try {
			MermaidLibrary library = new MermaidLibrary(folder);
			library.check("flowchart LR\n\ta --> b");
			return library;
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	synchronized void check(String diagram) {
		Value error = this.parser.execute(diagram).getMember("error");
		if (error == null) {
			throw new IllegalStateException("Mermaid waits for something that is not there to parse: " + diagram);
		}
		if (!error.asString().isEmpty()) {
			throw new AssertionError("Mermaid says '" + error.asString() + "' of:\n" + diagram);
		}
	}

	private static Context context() {
		// The engine only interprets on a plain JVM, and would say so twice
		System.setProperty("polyglotimpl.AttachLibraryFailureAction", "ignore");
		FileSystem files = FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
		return Context.newBuilder("js")
			.option("engine.WarnInterpreterOnly", "false")
			.allowIO(IOAccess.newBuilder().fileSystem(files).build())
			.build();
	}

	// Modules that import each other by relative paths have to be files
	private static Path unpack() throws IOException {
		Path folder = Files.createTempDirectory("mermaid");
		copy("mermaid.esm.min.mjs", folder);
		copy("chunks/mermaid.esm.min/*.mjs", Files.createDirectories(folder.resolve("chunks/mermaid.esm.min")));
		return folder;
	}

	private static void copy(String pattern, Path folder) throws IOException {
		for (Resource module : new PathMatchingResourcePatternResolver().getResources(MODULES + pattern)) {
			try (InputStream content = module.getInputStream()) {
				Files.copy(content, folder.resolve(module.getFilename()));
			}
		}
	}

}

package dev.messageport.spring;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners and services work without Reactor, which is optional.
 */
class WithoutReactorTests {

	@Test
	void listenersAndServicesAnswer() throws Exception {
		try (URLClassLoader loader = new URLClassLoader(classPathWithoutReactor(),
				ClassLoader.getPlatformClassLoader())) {
			Thread thread = Thread.currentThread();
			ClassLoader before = thread.getContextClassLoader();
			thread.setContextClassLoader(loader);
			try {
				Object answers = loader.loadClass(PlainApplication.class.getName())
					.getDeclaredMethod("run")
					.invoke(null);
				assertThat(answers).hasToString("[1 apples, [a, b], 3 pears]");
			}
			finally {
				thread.setContextClassLoader(before);
			}
		}
	}

	private static URL[] classPathWithoutReactor() throws Exception {
		String[] entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("reactor-core") && !entry.contains("reactive-streams"))
			.toArray(String[]::new);
		URL[] urls = new URL[entries.length];
		for (int i = 0; i < urls.length; i++) {
			urls[i] = Path.of(entries[i]).toUri().toURL();
		}
		return urls;
	}

}

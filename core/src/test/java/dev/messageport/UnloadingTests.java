package dev.messageport;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of an application that has gone, this library in its class loader:
 * nothing, whether it closed its channels or forgot them.
 */
@Tag("G1")
class UnloadingTests {

	@ParameterizedTest
	@ValueSource(strings = { "closes", "forgets" })
	void classLoaderOfAnApplicationThatHasGoneIsCollected(String end) throws Exception {
		Garbage.collectUntilGone(runInItsOwnClassLoader(end));
	}

	@SuppressWarnings("resource")
	private WeakReference<ClassLoader> runInItsOwnClassLoader(String end) throws Exception {
		// Not closed: who forgets channels needs more classes to clean up after itself
		ClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
		Class<?> type = loader.loadClass(Application.class.getName());
		assertThat(type).isNotSameAs(Application.class);
		Constructor<?> constructor = type.getDeclaredConstructor(String.class);
		constructor.setAccessible(true);
		Object application = constructor.newInstance(end);
		assertThat(((Callable<?>) application).call()).isEqualTo("delivered");
		return new WeakReference<>(loader);
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(UnloadingTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(String path) {
		try {
			return Path.of(path).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(path, ex);
		}
	}

	/**
	 * An application with channels of its own.
	 */
	public static final class Application implements Callable<Object> {

		private final String end;

		Application(String end) {
			this.end = end;
		}

		@Override
		public Object call() throws Exception {
			MessageChannelFactory factory = MessageChannelFactory.builder().leakDetection(LeakDetection.OFF).build();
			MessageChannel channel = factory.create("work");
			MessageChannel unread = factory.create("unread");
			channel.port2().onMessage((event) -> event.target().postMessage("delivered"));
			unread.port1().postMessage(this, channel.port2());
			MessagePort moved = unread.port2().receive(Duration.ZERO).ports().get(0);
			moved.onMessage((event) -> event.target().postMessage("delivered"));
			channel.port1().postMessage(this);
			MessageEvent answer = channel.port1().receive(Duration.ofSeconds(20));
			unread.port1().postMessage(this);
			if (this.end.equals("closes")) {
				channel.close();
				unread.close();
			}
			return answer.data();
		}

	}

}

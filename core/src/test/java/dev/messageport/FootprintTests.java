package dev.messageport;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how much heap channels and messages take. The sizes are those of a JVM with
 * compressed references, which every heap below 32 GB has.
 */
class FootprintTests {

	/**
	 * So many that what they share counts for less than a byte of each.
	 */
	private static final int CHANNELS = 500;

	static {
		// JOL without agents, which take it seconds to start, and with fields of records
		Stream.of("jol.skipDynamicAttach", "jol.skipInstallAttach", "jol.skipHotspotSAAttach", "jol.magicFieldOffset")
			.forEach((property) -> System.setProperty(property, "true"));
	}

	@Test
	void instancesHaveTheSizesThatWereAgreedOn() {
		assertThat(Stream
			.of(Batch.class, CarryingEnvelope.class, DefaultMessageChannel.class, DefaultMessagePort.class,
					Envelope.class, Extras.class, Listeners.class, Registered.class, Side.class)
			.collect(Collectors.toMap(Class::getSimpleName, (type) -> ClassLayout.parseClass(type).instanceSize())))
			.containsExactlyInAnyOrderEntriesOf(
					Map.of("Batch", 24L, "CarryingEnvelope", 48L, "DefaultMessageChannel", 24L, "DefaultMessagePort",
							24L, "Envelope", 24L, "Extras", 96L, "Listeners", 40L, "Registered", 24L, "Side", 56L));
	}

	@Test
	void idleChannelTakesAtMost184Bytes() throws Exception {
		Function<String, Object> world = world();
		assertThat(bytesOfEach(world, "create")).isLessThanOrEqualTo(184);
	}

	@Test
	void portThatListensTakesAtMost88BytesMore() throws Exception {
		Function<String, Object> world = world();
		world.apply("create");
		assertThat(bytesOfEach(world, "listen")).isLessThanOrEqualTo(88);
	}

	@Test
	void channelThatIsIdleAgainTakesNoMoreThanBefore() throws Exception {
		Function<String, Object> world = world();
		world.apply("create");
		world.apply("listen");
		assertThat(bytesOfEach(world, "use")).isZero();
		assertThat(bytesOfEach(world, "receive")).isZero();
	}

	@Test
	void closedChannelsLeaveNothingBehind() throws Exception {
		Function<String, Object> world = world();
		Stream.of("create", "listen", "close").forEach(world::apply);
		GraphLayout before = GraphLayout.parseInstance(world.apply("create"));
		Stream.of("listen", "use", "receive", "close").forEach(world::apply);
		GraphLayout after = GraphLayout.parseInstance(world.apply("create"));
		assertThat(after.getClasses()).isEqualTo(before.getClasses());
		assertThat(after.totalSize()).isEqualTo(before.totalSize());
	}

	@Test
	void plainMessageTakes24Bytes() {
		MessagePort port = MessageChannelFactory.builder().executor((task) -> {
		}).build().create().port1();
		assertThat(Allocation.perCall(() -> port.postMessage("payload"))).isEqualTo(24);
	}

	private static long bytesOfEach(Function<String, Object> world, String step) {
		GraphLayout before = GraphLayout.parseInstance(world.apply("nothing"));
		GraphLayout after = GraphLayout.parseInstance(world.apply(step));
		return (after.totalSize() - before.totalSize()) / CHANNELS;
	}

	@SuppressWarnings({ "resource", "unchecked" })
	private static Function<String, Object> world() throws ReflectiveOperationException {
		URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(FootprintTests::url)
			.toArray(URL[]::new);
		ClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
		Constructor<?> constructor = loader.loadClass(ChannelWorld.class.getName()).getConstructor(int.class);
		return (Function<String, Object>) constructor.newInstance(CHANNELS);
	}

	private static URL url(String path) {
		try {
			return Path.of(path).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(path, ex);
		}
	}

}

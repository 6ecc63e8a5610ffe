package dev.messageport.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Measures the heap that idle channels take, of one implementation in each JVM: the
 * difference of what is used after a collection, before and after making many of them.
 */
public final class IdleMemory {

	private static final Pattern RESULT = Pattern.compile("^idle memory: ([\\d.]+)$", Pattern.MULTILINE);

	private static final int WARM_UP = 1_000;

	private static final int MEGABYTE = 1 << 20;

	/**
	 * What is kept, and with that all that is reachable from it.
	 */
	@SuppressWarnings("NullAway") // until it is filled
	private static @Nullable Object[] kept = {};

	private IdleMemory() {
	}

	public static String[] contenders() {
		return Stream.of(IdleContender.values()).map(Enum::name).toArray(String[]::new);
	}

	/**
	 * Return the heap that a JVM needs for an implementation.
	 * @param contender the name of the implementation
	 * @return the heap as an option of the JVM takes it
	 */
	public static String heap(String contender) {
		return IdleContender.valueOf(contender).heap();
	}

	/**
	 * Read what this program has printed.
	 * @param printed the lines
	 * @return bytes for each channel, or megabytes for all of them
	 */
	public static double read(String printed) {
		Matcher matcher = RESULT.matcher(printed);
		if (!matcher.find()) {
			throw new IllegalArgumentException("There is no line such as 'idle memory: 200.0' in: " + printed);
		}
		return Double.parseDouble(matcher.group(1));
	}

	public static void main(String[] args) throws Exception {
		IdleContender contender = IdleContender.valueOf(args[0]);
		IntFunction<Object> create = contender.prepare();
		int count = contender.count();
		// Before the first measurement, so that the array itself is not measured
		kept = new Object[count + WARM_UP];
		fill(create, count, WARM_UP);
		long before = usedHeap();
		fill(create, 0, count);
		long after = usedHeap();
		contender.check(kept, count);
		double figure = contender.isTotal() ? after / (double) MEGABYTE : (after - before) / (double) count;
		System.out.println(String.format(Locale.ROOT, "idle memory: %.1f", figure));
		System.exit(0);
	}

	private static void fill(IntFunction<Object> create, int from, int count) {
		for (int i = from; i < from + count; i++) {
			kept[i] = create.apply(i);
		}
	}

	// Several collections, because what one finds unreachable may keep other things until
	// the next, and actors take a while to become idle
	private static long usedHeap() throws InterruptedException {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			System.gc();
			Thread.sleep(200);
			used = Math.min(used, memory.getHeapMemoryUsage().getUsed());
		}
		return used;
	}

}

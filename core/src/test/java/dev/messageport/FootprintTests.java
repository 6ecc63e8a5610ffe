package dev.messageport;

import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how much heap channels and messages take. The sizes are those of a JVM with
 * compressed references, which every heap below 32 GB has.
 */
class FootprintTests {

	private static final int COUNT = 10_000;

	private final MessageChannelFactory factory = MessageChannelFactory.builder().executor((task) -> {
	}).build();

	@Test
	void idleChannelTakesAtMost200Bytes() {
		assertThat(bytesOfEach((index) -> this.factory.create())).isLessThanOrEqualTo(200);
	}

	@Test
	void plainMessageTakes24Bytes() {
		MessagePort port = this.factory.create().port1();
		assertThat(bytesOfEach((index) -> port.postMessage("payload"))).isEqualTo(24);
	}

	/**
	 * Return what this thread allocates for each of many objects, rounded down.
	 */
	private static long bytesOfEach(IntFunction<Object> create) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		Object[] kept = new Object[COUNT];
		kept[0] = create.apply(0);
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 1; i < COUNT; i++) {
			kept[i] = create.apply(i);
		}
		long allocated = threads.getCurrentThreadAllocatedBytes() - before;
		assertThat(kept).doesNotContainNull();
		return allocated / (COUNT - 1);
	}

}

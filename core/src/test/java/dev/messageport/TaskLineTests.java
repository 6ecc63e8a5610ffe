package dev.messageport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The line of tasks of one thread, which grows while one of them runs.
 */
class TaskLineTests {

	private final TaskLine line = new TaskLine();

	private final List<Integer> ran = new ArrayList<>();

	private int added;

	@Test
	void tasksAreRunInTheOrderInWhichTheyCameWhileTheLineGrowsAndShrinks() {
		for (int round = 1; round < 300; round++) {
			for (int i = 0; i < round; i++) {
				this.line.add(next());
			}
			run(round - round / 3);
		}
		run(this.line.size());
		this.line.trim();
		this.line.add(next());
		run(1);
		assertThat(this.ran).isEqualTo(IntStream.range(0, this.added).boxed().toList());
	}

	@Test
	void tasksOfAnInboxAreTurnedAround() {
		this.line.add(next());
		TaskNode top = new TaskNode(null);
		for (int i = 0; i < 200; i++) {
			TaskNode node = new TaskNode(next());
			node.putOn(top);
			top = node;
		}
		this.line.reserve(top.depth);
		this.line.addAll(top);
		run(201);
		assertThat(this.ran).isEqualTo(IntStream.range(0, 201).boxed().toList());
	}

	@Test
	void runningTaskIsSeenAlsoAfterTheLineHasGrown() {
		Runnable running = next();
		this.line.add(running);
		this.line.begin().run();
		for (int i = 0; i < 1000; i++) {
			this.line.add(next());
		}
		assertThat(this.line.latest()).isSameAs(running);
		this.line.end();
		assertThat(this.line.latest()).isNull();
		assertThat(this.line.begun()).isOne();
	}

	private Runnable next() {
		int number = this.added++;
		return () -> this.ran.add(number);
	}

	private void run(int tasks) {
		for (int i = 0; i < tasks; i++) {
			this.line.begin().run();
			this.line.end();
		}
	}

}

package sample.archive;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import org.springframework.stereotype.Component;
import sample.analysis.AnalysisResult;

import dev.messageport.MessagePort;

/**
 * Holds the latest results. Several ports deliver to it at the same time, hence the lock.
 */
@Component
class Shelf {

	private final int capacity;

	private final Deque<ArchivedResult> latestFirst = new ArrayDeque<>();

	Shelf(ArchiveProperties properties) {
		this.capacity = properties.capacity();
	}

	synchronized void put(AnalysisResult result, MessagePort port) {
		this.latestFirst.addFirst(new ArchivedResult(Instant.now(), port.name(), result));
		if (this.latestFirst.size() > this.capacity) {
			this.latestFirst.removeLast();
		}
	}

	synchronized ArchiveContents list(ListResults question) {
		return new ArchiveContents(this.latestFirst.size(), this.capacity,
				this.latestFirst.stream().limit(question.limit()).toList());
	}

}

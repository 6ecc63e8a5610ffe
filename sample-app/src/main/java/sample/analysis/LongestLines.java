package sample.analysis;

import java.util.Comparator;
import java.util.PriorityQueue;

import sample.analysis.AnalysisMessage.Line;
import sample.analysis.AnalysisMessage.Lines;

/**
 * Finds the longest lines. Keeps only the start of each, so that one line may be as long
 * as the file.
 */
final class LongestLines {

	private static final int START = 120;

	private static final Comparator<Line> SHORTEST_FIRST = Comparator.comparingLong(Line::length)
		.thenComparing(Comparator.comparingLong(Line::number).reversed());

	private final int limit;

	private final PriorityQueue<Line> longest = new PriorityQueue<>(SHORTEST_FIRST);

	private final StringBuilder start = new StringBuilder(START);

	private long ended;

	private long length;

	LongestLines(int limit) {
		this.limit = limit;
	}

	void append(int character) {
		if (this.length < START) {
			this.start.appendCodePoint(character);
		}
		this.length++;
	}

	void end() {
		this.ended++;
		Line shortest = this.longest.peek();
		if (this.longest.size() < this.limit || shortest == null || this.length > shortest.length()) {
			this.longest.add(new Line(this.ended, this.length, this.start.toString()));
			if (this.longest.size() > this.limit) {
				this.longest.remove();
			}
		}
		this.length = 0;
		this.start.setLength(0);
	}

	/**
	 * End the last line, unless the text ended with a line break.
	 */
	void endOfText() {
		if (this.length > 0) {
			end();
		}
	}

	long ended() {
		return this.ended;
	}

	Lines top() {
		return new Lines(this.longest.stream().sorted(SHORTEST_FIRST.reversed()).toList());
	}

}

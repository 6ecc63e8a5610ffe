package sample.analysis;

import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Lines;
import sample.analysis.AnalysisMessage.Words;

/**
 * What is known of a text, fed piece by piece. Its memory does not grow with the text.
 */
final class TextStatistics {

	private final int top;

	private final FrequentWords words;

	private final WordSplitter splitter;

	private final LongestLines lines;

	private long characters;

	private char previous;

	TextStatistics(AnalysisProperties properties) {
		this.top = properties.top();
		this.words = new FrequentWords(properties.distinctWords());
		this.splitter = new WordSplitter(this.words::add);
		this.lines = new LongestLines(properties.top());
	}

	void append(char[] text, int length) {
		for (int i = 0; i < length; i++) {
			char next = text[i];
			if (!Character.isHighSurrogate(next)) {
				append(Character.isLowSurrogate(next) ? Character.toCodePoint(this.previous, next) : next);
			}
			this.previous = next;
		}
	}

	private void append(int character) {
		this.characters++;
		this.splitter.append(character);
		if (character == '\n') {
			if (this.previous != '\r') {
				this.lines.end();
			}
		}
		else if (character == '\r') {
			this.lines.end();
		}
		else {
			this.lines.append(character);
		}
	}

	void endOfText() {
		this.splitter.end();
		this.lines.endOfText();
	}

	long linesSeen() {
		return this.lines.ended();
	}

	long wordsSeen() {
		return this.words.total();
	}

	Words words() {
		return this.words.top(this.top);
	}

	Lines lines() {
		return this.lines.top();
	}

	Counts counts(long bytes, long millis) {
		return new Counts(bytes, this.characters, wordsSeen(), linesSeen(), millis);
	}

}

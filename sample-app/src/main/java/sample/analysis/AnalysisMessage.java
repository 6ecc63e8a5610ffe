package sample.analysis;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What the analysis posts on the port that came with an order, in the order of the
 * records here; then it closes the port.
 */
@JsonTypeInfo(use = Id.NAME, property = "type")
public sealed interface AnalysisMessage {

	/**
	 * The order has a place in the queue. Always the first message; a port that closes
	 * before it tells in its cause why the order was refused.
	 *
	 * @param analysis the number of the analysis
	 * @param title what the text is called
	 * @param ahead how many texts wait before this one
	 */
	@JsonTypeName("accepted")
	record Accepted(long analysis, String title, int ahead) implements AnalysisMessage {

	}

	/**
	 * How far the work has come. Posted several times a second, so that a listener that
	 * has gone is noticed, and once when the whole text has been read.
	 *
	 * @param percent the part of the text that has been read
	 * @param bytes the bytes read
	 * @param lines the lines seen
	 * @param words the words seen
	 */
	@JsonTypeName("progress")
	record Progress(int percent, long bytes, long lines, long words) implements AnalysisMessage {

	}

	/**
	 * The most frequent words, the first being the most frequent one.
	 *
	 * @param exact whether the counts are exact: they are unless the text has more
	 * distinct words than the analysis has room for
	 * @param missing by how much a count may be too low; zero when exact
	 * @param distinct the number of distinct words, if it is known, that is when exact
	 * @param top the words
	 */
	@JsonTypeName("words")
	record Words(boolean exact, long missing, @Nullable Integer distinct,
			List<WordCount> top) implements AnalysisMessage {

	}

	/**
	 * The longest lines, the first being the longest one.
	 *
	 * @param longest the lines
	 */
	@JsonTypeName("lines")
	record Lines(List<Line> longest) implements AnalysisMessage {

	}

	/**
	 * The totals.
	 *
	 * @param bytes the length in bytes
	 * @param characters the length in characters
	 * @param words the number of words
	 * @param lines the number of lines
	 * @param millis how long the work took
	 */
	@JsonTypeName("counts")
	record Counts(long bytes, long characters, long words, long lines, long millis) implements AnalysisMessage {

	}

	/**
	 * How often a word occurs.
	 *
	 * @param word the word in lower case, cut if it is very long
	 * @param count how often it was seen
	 */
	record WordCount(String word, long count) {

		@Override
		public String toString() {
			return this.word + " " + this.count;
		}

	}

	/**
	 * A line of the text.
	 *
	 * @param number its number, the first being 1
	 * @param length its length in characters
	 * @param start how it starts: the whole line unless it is very long
	 */
	record Line(long number, long length, String start) {

	}

}

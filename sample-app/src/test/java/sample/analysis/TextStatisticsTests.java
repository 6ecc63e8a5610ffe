package sample.analysis;

import org.junit.jupiter.api.Test;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Line;

import static org.assertj.core.api.Assertions.assertThat;

class TextStatisticsTests {

	private final TextStatistics statistics = new TextStatistics(new AnalysisProperties(1, 1, 100, 2));

	@Test
	void everyKindOfLineBreakEndsALine() {
		append("one\ntwo\r\nthree\rfour");
		assertThat(this.statistics.linesSeen()).isEqualTo(4);
	}

	@Test
	void lineBreakAtTheEndBeginsNoLine() {
		append("one\n");
		assertThat(this.statistics.linesSeen()).isEqualTo(1);
	}

	@Test
	void emptyLinesCount() {
		append("\n\r\n\n");
		assertThat(this.statistics.linesSeen()).isEqualTo(3);
	}

	@Test
	void longestLinesAreThoseWithMostCharactersAndThenTheFirst() {
		append("a\nbbb\ncc\ndd\n");
		assertThat(this.statistics.lines().longest()).containsExactly(new Line(2, 3, "bbb"), new Line(3, 2, "cc"));
	}

	@Test
	void onlyTheStartOfAVeryLongLineIsKept() {
		append("x".repeat(100_000));
		Line longest = this.statistics.lines().longest().get(0);
		assertThat(longest.length()).isEqualTo(100_000);
		assertThat(longest.start()).isEqualTo("x".repeat(120));
	}

	@Test
	void charactersAreCountedAcrossPieces() {
		this.statistics.append(new char[] { 'a', '\ud83d' }, 2);
		this.statistics.append(new char[] { '\ude00', '\r' }, 2);
		this.statistics.append(new char[] { '\n', 'b' }, 2);
		this.statistics.endOfText();
		assertThat(this.statistics.counts(8, 0)).isEqualTo(new Counts(8, 5, 2, 2, 0));
	}

	private void append(String text) {
		this.statistics.append(text.toCharArray(), text.length());
		this.statistics.endOfText();
	}

}

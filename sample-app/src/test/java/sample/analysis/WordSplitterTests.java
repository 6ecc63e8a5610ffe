package sample.analysis;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordSplitterTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			Two words, 3 numbers.  | two/words/3/numbers
			don't 'quote' it's o'  | don't/quote/it's/o
			don\u2019t a''b        | don't/a/b
			r\u00e9sum\u00e9 e\u0301t\u00c9 | r\u00e9sum\u00e9/e\u0301t\u00e9
			\u4f60\u597d abc       | \u4f60/\u597d/abc
			\ud835\udc9c!          | \ud835\udc9c
			...                    | ""
			""")
	void splits(String text, String words) {
		assertThat(String.join("/", split(text))).isEqualTo(words);
	}

	@Test
	void keepsOnlyTheStartOfAVeryLongWord() {
		assertThat(split("x".repeat(100_000))).containsExactly("x".repeat(64));
	}

	private static List<String> split(String text) {
		List<String> words = new ArrayList<>();
		WordSplitter splitter = new WordSplitter(words::add);
		text.codePoints().forEach(splitter::append);
		splitter.end();
		return words;
	}

}

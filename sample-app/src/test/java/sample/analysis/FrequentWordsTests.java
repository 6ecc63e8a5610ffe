package sample.analysis;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import sample.analysis.AnalysisMessage.WordCount;
import sample.analysis.AnalysisMessage.Words;

import static org.assertj.core.api.Assertions.assertThat;

class FrequentWordsTests {

	@Test
	void countsAreExactWhileThereAreCounters() {
		FrequentWords words = new FrequentWords(3);
		"b a c a b a".chars().filter(Character::isLetter).mapToObj(Character::toString).forEach(words::add);
		assertThat(words.top(2))
			.isEqualTo(new Words(true, 0, 3, List.of(new WordCount("a", 3), new WordCount("b", 2))));
		assertThat(words.total()).isEqualTo(6);
	}

	@Test
	void wordsOfTheSameCountAreInAlphabeticalOrder() {
		FrequentWords words = new FrequentWords(3);
		words.add("b");
		words.add("a");
		assertThat(words.top(3).top()).extracting(WordCount::word).containsExactly("a", "b");
	}

	@Test
	void frequentWordsAreFoundAmongMoreRareOnesThanThereAreCounters() {
		FrequentWords words = new FrequentWords(100);
		Random random = new Random(1);
		for (int i = 0; i < 100_000; i++) {
			words.add("rare" + random.nextInt());
			words.add((i % 10 == 0) ? "often" : "rare" + random.nextInt());
		}
		Words top = words.top(1);
		assertThat(top.exact()).isFalse();
		assertThat(top.distinct()).isNull();
		assertThat(top.missing()).isPositive().isLessThanOrEqualTo(2 * words.total() / 100);
		WordCount often = top.top().get(0);
		assertThat(often.word()).isEqualTo("often");
		assertThat(often.count()).isBetween(10_000 - top.missing(), 10_000L);
	}

}

package dev.messageport.autoconfigure.monitoring;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MermaidLabel}.
 */
class MermaidLabelTests {

	@ParameterizedTest
	@CsvSource({ "desk-to-analysis,desk-to-analysis", "pricing.port1,pricing.port1", "price_list,price_list",
			"Fräulein 名前,Fräulein 名前", "a\"b,a#34;b", "a#35;b,a#35;35#59;b", "style a:b,style a#58;b",
			"%%{init}%%,#37;#37;#123;init#125;#37;#37;", "1. a,1#46;#32;a", "__init__,#95;#95;init#95;#95;",
			"`a`,#96;a#96;", "<b>,#60;b#62;", "a\\nb,a#92;nb" })
	void allButLettersAndWhatIsBetweenThemIsANumber(String text, String label) {
		assertThat(MermaidLabel.of(text)).isEqualTo('"' + label + '"');
	}

	@Test
	void whatIsNoTextIsReplaced() {
		assertThat(MermaidLabel.of("a\nb\uD800")).isEqualTo("\"a#65533;b#65533;\"");
	}

	@Test
	void longTextIsCut() {
		assertThat(MermaidLabel.of("x".repeat(80))).isEqualTo('"' + "x".repeat(80) + '"');
		assertThat(MermaidLabel.of("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "#8230;\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "end", "subgraph", "graph", "click", "style", "class", "default", "%%", "%%{init: {}}%%",
			"---", "$$x$$", "\"", "]", "[(", "|", "-->", "o--", "x", "`md`", "#", "#quot;", ";", "a;b", "style a:#1;",
			"&amp;", "<script>", "javascript:alert(1)", "\uD83D\uDE00", "\u0301", "\u202Eabc", "" })
	void mermaidReadsIt(String text) {
		parses(text);
	}

	@Property(tries = 200)
	void mermaidReadsAnything(@ForAll("texts") String text) {
		parses(text);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries
			.oneOf(Arbitraries.strings().ofMaxLength(30),
					Arbitraries.strings().withChars("\"#;%{}[]()<>|&`\\-=.:_~$@!?*+/ \n\tabceénd123").ofMaxLength(30))
			.dontShrink();
	}

	private static void parses(String text) {
		Flowchart chart = new Flowchart();
		String bean = chart.bean(text, text);
		chart.line(bean, text, chart.endpoint(text));
		chart.arrow(chart.channel(text), chart.unknown(text));
		assertThat(chart.text()).satisfies(Mermaid::parses);
	}

}

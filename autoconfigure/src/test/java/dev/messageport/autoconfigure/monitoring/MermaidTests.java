package dev.messageport.autoconfigure.monitoring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MermaidTests {

	@Test
	void readsModulesChannelsAndListenersOfAFlowchart() {
		assertThat("""
				---
				title: Ports
				---
				flowchart LR
					%% a comment
					subgraph stock ["Module #quot;stock#quot;"]
						direction TB
						desk["StockDesk#orders(Order, Port&lt;T&gt;)"]
						queue[("queued: 3")]
						subgraph inner
							round([ticks]) --- hexagon{{"a {b} [c]"}}
						end
					end
					orders(("orders")):::channel
					desk -- "posts to" --> orders
					orders -.->|"stock & (more)"| queue
					stock ==> elsewhere>"…"]
					classDef channel fill:#eef,stroke:#446
				""").satisfies(Mermaid::parses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "graph TD", "flowchart LR\n\tn1[\"end\"] --> n2[\"<b>\"]", "flowchart TB\n\ta & b --> c" })
	void readsSmallFlowcharts(String diagram) {
		assertThat(diagram).satisfies(Mermaid::parses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "flowchart LR\n\ta[\"open --> b", "flowchart LR\n\ta[\"un\"balanced\"] --> b",
			"flowchart LR\n\tend --> b", "flowchart LR\n\tsubgraph s\n\t\ta --> b", "flowchart LR\n\ta --> b\n\tend",
			"flowchart LR\n\ta[orders(Order)] --> b", "flowchart LR\n\ta --> " })
	void saysWhereABrokenFlowchartBreaks(String diagram) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Mermaid.parses(diagram))
			.withMessageContaining("error on line")
			.withMessageContaining(diagram);
	}

	@Test
	void rejectsWhatIsNoDiagramAtAll() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Mermaid.parses("a --> b"))
			.withMessageContaining("No diagram type detected");
	}

	@Test
	void readsAFlowchartAfterABrokenOne() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Mermaid.parses("flowchart LR\n\tend"));
		assertThat("flowchart LR\n\ta --> b").satisfies(Mermaid::parses);
	}

}

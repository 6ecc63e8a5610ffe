package sample.tour;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;
import sample.SampleApplication;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TourTests {

	@Test
	void everySceneIsPlayedAtStartUp(CapturedOutput output) {
		run().close();
		assertThat(output).contains("tour: played 5 of 5 scenes");
		List<String> scenes = List.of("1/5 introduction", "2/5 two modules", "3/5 worker", "4/5 reply stream",
				"5/5 isolated page");
		assertThat(scenes).allSatisfy((scene) -> assertThat(output.toString().lines())
			.filteredOn((line) -> line.contains("tour " + scene + " | "))
			.hasSizeBetween(3, 4));
	}

	@Test
	void scenesTellWhatWentOverWhichPort(CapturedOutput output) {
		run().close();
		assertThat(output)
			.contains("desk -> ? (tour-introduction.port2): ListResults, while nobody listens: 1 message waits")
			.contains("desk not in between")
			.contains("desk -> client (desk.port1): [answers.port2], whose other end the analysis has got")
			.contains("analysis -> desk (tour-reply.port1): close (PEER) after"
					+ " [Accepted, Progress, Words, Lines, Counts]")
			.contains("preload -> main world (tour-main-world.port1): forwarded with a backlog of 2, started=false");
	}

	@Test
	void tourCanBeSwitchedOff(CapturedOutput output) {
		run("--sample.tour.enabled=false").close();
		assertThat(output).doesNotContain("tour");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void sceneThatFailsIsReportedAndTheNextOneIsPlayed(int failing, CapturedOutput output) {
		List<Scene> scenes = List.of(new TestScene("first", failing == 0), new TestScene("second", failing == 1));
		new Tour(scenes, new TourProperties(true, Duration.ofSeconds(1))).run(new DefaultApplicationArguments());
		assertThat(output)
			.contains("tour " + (failing + 1) + "/2 " + scenes.get(failing).title() + " | failed: on purpose")
			.contains("tour: played 1 of 2 scenes");
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return SpringApplication.run(SampleApplication.class,
				StringUtils.addStringToArray(arguments, "--server.port=0"));
	}

	record TestScene(String title, boolean failing) implements Scene {

		@Override
		public void play(Stage stage) {
			if (this.failing) {
				throw new IllegalStateException("on purpose");
			}
		}

	}

}

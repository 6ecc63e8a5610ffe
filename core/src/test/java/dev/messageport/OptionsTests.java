package dev.messageport;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Builders and their argument errors.
 */
class OptionsTests {

	private final MessageChannelFactory channels = MessageChannelFactory.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "a\nb", "a\u0000b" })
	@Tag("P2")
	void unusableNameIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.channels.create(name))
			.withMessageContaining("'name'")
			.withMessageContaining("\"" + name + "\"")
			.withMessageContaining("blank, longer than 200 characters or contain control characters");
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelOptions.builder().name(name));
	}

	@Test
	@Tag("P2")
	void nameMayHaveTwoHundredCharacters() {
		assertThat(this.channels.create("n".repeat(200)).name()).hasSize(200);
		assertThatIllegalArgumentException().isThrownBy(() -> this.channels.create("n".repeat(201)));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE })
	@Tag("Q7")
	void capacityOutOfRangeIsRefused(int capacity) {
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelOptions.builder().capacity(capacity))
			.withMessageContaining("'capacity' must be from 0 (no bound) to 1073741824")
			.withMessageContaining("is " + capacity);
		assertThatIllegalArgumentException().isThrownBy(() -> MessageChannelFactory.builder().capacity(capacity));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1 << 30 })
	@Tag("Q7")
	void capacityInRangeIsAccepted(int capacity) {
		MessageChannel channel = this.channels.create(ChannelOptions.builder().capacity(capacity).build());
		assertThat(channel.port1().postMessage("x")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	@Tag("Q7")
	void blockTimeoutThatIsNotPositiveIsRefused(long millis) {
		Duration timeout = Duration.ofMillis(millis);
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelOptions.builder().blockTimeout(timeout))
			.withMessageContaining("'blockTimeout' must be greater than zero, but is " + timeout);
		assertThatIllegalArgumentException().isThrownBy(() -> MessageChannelFactory.builder().blockTimeout(timeout));
	}

	@Test
	@Tag("Q7")
	void missingValuesAreNamed() {
		ChannelOptions.Builder options = ChannelOptions.builder();
		assertThatNullPointerException().isThrownBy(() -> options.name(null)).withMessageContaining("'name'");
		assertThatNullPointerException().isThrownBy(() -> options.overflow(null)).withMessageContaining("'policy'");
		assertThatNullPointerException().isThrownBy(() -> options.blockTimeout(null))
			.withMessageContaining("imeout' must not be null");
		assertThatNullPointerException().isThrownBy(() -> options.executor(null)).withMessageContaining("'executor'");
		MessageChannelFactory.Builder factory = MessageChannelFactory.builder();
		assertThatNullPointerException().isThrownBy(() -> factory.executor(null)).withMessageContaining("'executor'");
		assertThatNullPointerException().isThrownBy(() -> factory.overflow(null)).withMessageContaining("'policy'");
		assertThatNullPointerException().isThrownBy(() -> factory.blockTimeout(null))
			.withMessageContaining("imeout' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.channels.create((String) null))
			.withMessageContaining("'name'");
		assertThatNullPointerException().isThrownBy(() -> this.channels.create((ChannelOptions) null))
			.withMessageContaining("'options'");
	}

	@Test
	@Tag("Q7")
	void unsetOptionsAreThoseOfTheFactory() {
		ManualExecutor executor = new ManualExecutor();
		MessageChannelFactory tuned = MessageChannelFactory.builder()
			.capacity(1)
			.overflow(OverflowPolicy.DROP_LATEST)
			.executor(executor)
			.build();
		MessageChannel channel = tuned.create(ChannelOptions.builder().name("own").build());
		assertThat(channel.name()).isEqualTo("own");
		channel.port2().onMessage((event) -> {
		});
		assertThat(channel.port1().postMessage(1)).isTrue();
		assertThat(channel.port1().postMessage(2)).isFalse();
		assertThat(executor.waiting()).isOne();
		MessageChannel wider = tuned.create(ChannelOptions.builder().capacity(2).overflow(OverflowPolicy.FAIL).build());
		assertThat(wider.name()).isEqualTo("anonymous");
		assertThat(wider.port1().postMessage(1) && wider.port1().postMessage(2)).isTrue();
		assertThatExceptionOfType(PortOverflowException.class).isThrownBy(() -> wider.port1().postMessage(3));
	}

	@Test
	@Tag("Q7")
	void optionsDoNotChangeWithTheirBuilder() {
		ChannelOptions.Builder builder = ChannelOptions.builder().name("first");
		ChannelOptions options = builder.build();
		builder.name("second").capacity(1);
		MessageChannel channel = this.channels.create(options);
		assertThat(channel.name()).isEqualTo("first");
		assertThat(channel.port1().postMessage(1) && channel.port1().postMessage(2)).isTrue();
	}

	@Test
	@Tag("P5")
	void postOptionsDoNotChangeWithTheirBuilder() {
		MessageChannel channel = this.channels.create();
		Map<String, Object> headers = new HashMap<>(Map.of("a", 1));
		PostOptions.Builder builder = PostOptions.builder().headers(headers);
		PostOptions options = builder.build();
		headers.put("b", 2);
		builder.header("c", 3).transfer(List.of(this.channels.create().port1()));
		channel.port1().postMessage("x", options);
		channel.port1().postMessage("x", options);
		for (int i = 0; i < 2; i++) {
			MessageEvent event = Ports.next(channel.port2());
			assertThat(event.headers()).containsExactly(Map.entry("a", 1));
			assertThat(event.ports()).isEmpty();
		}
	}

	@Test
	@Tag("P5")
	void headerReplacesOneOfTheSameName() {
		MessageChannel channel = this.channels.create();
		channel.port1().postMessage("x", PostOptions.builder().header("a", 1).headers(Map.of("a", 2)).build());
		assertThat(Ports.next(channel.port2()).headers()).containsExactly(Map.entry("a", 2));
	}

	@Test
	@Tag("P2")
	void unusableHeadersAreRefused() {
		PostOptions.Builder builder = PostOptions.builder();
		Map<String, Object> withNull = new HashMap<>();
		withNull.put("user", null);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.header("", 1)).withMessageContaining("'name'");
		assertThatNullPointerException().isThrownBy(() -> builder.header(null, 1)).withMessageContaining("'name'");
		assertThatNullPointerException().isThrownBy(() -> builder.header("user", null))
			.withMessageContaining("'user'")
			.withMessageContaining("leave the header out");
		assertThatNullPointerException().isThrownBy(() -> builder.headers(withNull)).withMessageContaining("'user'");
		assertThatNullPointerException().isThrownBy(() -> builder.headers(null)).withMessageContaining("'headers'");
		assertThatNullPointerException().isThrownBy(() -> builder.transfer(null)).withMessageContaining("'transfer'");
	}

}

package dev.messageport.benchmarks;

import java.time.Duration;
import java.util.function.BiConsumer;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a typed actor of Pekko, on the dispatcher of {@link PekkoCarrier}.
 */
final class PekkoAsker implements Asker {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final ActorSystem<Question> system = ActorSystem.create(Behaviors.receiveMessage((question) -> {
		question.asker().tell(question.text());
		return Behaviors.same();
	}), "echo", PekkoCarrier.settings());

	@Override
	public void ask(Object question, BiConsumer<@Nullable Object, @Nullable Throwable> answered) {
		AskPattern
			.ask(this.system, (ActorRef<Object> asker) -> new Question(question, asker), TIMEOUT,
					this.system.scheduler())
			.whenComplete(answered);
	}

	@Override
	public void close() {
		this.system.terminate();
	}

	record Question(Object text, ActorRef<Object> asker) {

	}

}

package dev.messageport.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A typed actor of Pekko for each connection, with its default mailbox, on the default
 * dispatcher; that has two threads instead of eight and takes as many messages in a turn
 * as a port instead of five.
 */
final class PekkoCarrier implements Carrier {

	private static final Object STOP = new Object();

	private static final Config SETTINGS = ConfigFactory.parseString("""
			pekko {
			  log-dead-letters = off
			  loglevel = "OFF"
			  stdout-loglevel = "OFF"
			  use-slf4j = off
			  actor.default-dispatcher {
			    throughput = 1024
			    fork-join-executor {
			      parallelism-min = 2
			      parallelism-max = 2
			    }
			  }
			}
			""");

	private final ActorSystem<Object> system = ActorSystem.create(Behaviors.empty(), "benchmark", settings());

	private int next;

	/**
	 * Return the settings of an actor system.
	 * @return those of all benchmarks of Pekko
	 */
	static Config settings() {
		return SETTINGS.withFallback(ConfigFactory.load());
	}

	@Override
	public Lane open(Consumer<Object> listener) {
		return new ActorLane(
				this.system.systemActorOf(listening(listener), Integer.toString(this.next++), Props.empty()));
	}

	private static Behavior<Object> listening(Consumer<Object> listener) {
		return Behaviors.receiveMessage((message) -> {
			if (message == STOP) {
				return Behaviors.stopped();
			}
			listener.accept(message);
			return Behaviors.same();
		});
	}

	@Override
	public void close() {
		this.system.terminate();
		this.system.getWhenTerminated().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
	}

	/**
	 * An actor.
	 */
	private static final class ActorLane implements Lane {

		private final ActorRef<Object> actor;

		ActorLane(ActorRef<Object> actor) {
			this.actor = actor;
		}

		@Override
		public void post(Object message) {
			this.actor.tell(message);
		}

		@Override
		public void close() {
			this.actor.tell(STOP);
		}

	}

}

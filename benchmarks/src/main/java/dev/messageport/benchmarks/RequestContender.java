package dev.messageport.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.OverflowPolicy;
import dev.messageport.PortExecutors;
import dev.messageport.spring.MessagePortTemplate;

/**
 * Who answers.
 */
public enum RequestContender {

	/**
	 * A listener of a port of the default factory.
	 */
	PORT_COMMON_POOL {

		@Override
		Asker start() {
			MessageChannel channel = echo(MessageChannelFactory.builder());
			return new PortAsker(channel.port1(), channel);
		}

	},

	/**
	 * A listener of a port on an event loop of two threads.
	 */
	PORT_EVENT_LOOP {

		@Override
		Asker start() {
			ExecutorService loop = PortExecutors.eventLoop(2);
			MessageChannel channel = echo(MessageChannelFactory.builder().executor(loop));
			return new PortAsker(channel.port1(), () -> {
				channel.close();
				loop.shutdown();
			});
		}

	},

	/**
	 * A {@code @PortListener} at the end of one connection, its messages counted.
	 */
	PORT_LISTENER {

		@Override
		Asker start() {
			return listener(SpringPorts.METERS_ON);
		}

	},

	/**
	 * The same on an event loop of two threads.
	 */
	PORT_LISTENER_EVENT_LOOP {

		@Override
		Asker start() {
			return listener(SpringPorts.METERS_ON_EVENT_LOOP);
		}

	},

	/**
	 * A {@code @PortListener}, its messages counted, with a connection for each request.
	 */
	PORT_TEMPLATE {

		@Override
		Asker start() {
			return new TemplateAsker(SpringPorts.METERS_ON.start(new Listeners(new Arrivals(1))));
		}

	},

	/**
	 * A consumer of the event bus, on another event loop than the asker.
	 */
	VERTX {

		@Override
		Asker start() {
			return VertxAsker.start(false);
		}

	},

	/**
	 * A consumer of the event bus, on the event loop of the asker.
	 */
	VERTX_ONE_LOOP {

		@Override
		Asker start() {
			return VertxAsker.start(true);
		}

	},

	/**
	 * A typed actor.
	 */
	PEKKO {

		@Override
		Asker start() {
			return new PekkoAsker();
		}

	};

	abstract Asker start();

	private static MessageChannel echo(MessageChannelFactory.Builder factory) {
		MessageChannel channel = factory.overflow(OverflowPolicy.BLOCK).build().create();
		channel.port2().onMessage((event) -> event.reply(event.data()));
		return channel;
	}

	private static Asker listener(SpringPorts ports) {
		ConfigurableApplicationContext context = ports.start(new Listeners(new Arrivals(1)));
		return new PortAsker(context.getBean(MessagePortTemplate.class).connect("echo"), context);
	}

	private record PortAsker(MessagePort port, AutoCloseable owner) implements Asker {

		@Override
		public void ask(Object question, BiConsumer<@Nullable Object, @Nullable Throwable> answered) {
			this.port.request(question, String.class).whenComplete(answered);
		}

		@Override
		public void close() {
			try {
				this.owner.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException("The contender cannot be closed", ex);
			}
		}

	}

	private record TemplateAsker(ConfigurableApplicationContext context,
			MessagePortTemplate template) implements Asker {

		TemplateAsker(ConfigurableApplicationContext context) {
			this(context, context.getBean(MessagePortTemplate.class));
		}

		@Override
		public void ask(Object question, BiConsumer<@Nullable Object, @Nullable Throwable> answered) {
			this.template.request("echo", question, String.class).whenComplete(answered);
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}

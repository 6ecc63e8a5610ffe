package dev.messageport.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.GenericMessage;

import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * Who listens in a Spring application. The ports are those of the starter with Actuator,
 * on the executor of Spring Boot where nothing else is said. The peers have an executor
 * of one thread, because with more they would not keep the order.
 */
public enum ListenerContender {

	/**
	 * A {@code @PortListener} that takes the payload; messages are counted.
	 */
	PORT_METERS_ON {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.METERS_ON, "payload", arrivals);
		}

	},

	/**
	 * The same on an event loop of two threads.
	 */
	PORT_METERS_ON_EVENT_LOOP {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.METERS_ON_EVENT_LOOP, "payload", arrivals);
		}

	},

	/**
	 * A {@code @PortListener} that takes the payload, and nothing is counted.
	 */
	PORT_METERS_OFF {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.METERS_OFF, "payload", arrivals);
		}

	},

	/**
	 * The same, counted, and each call is observed.
	 */
	PORT_OBSERVED {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.OBSERVED, "payload", arrivals);
		}

	},

	/**
	 * A {@code @PortListener} that takes the event; messages are counted.
	 */
	PORT_METERS_ON_EVENT {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.METERS_ON, "event", arrivals);
		}

	},

	/**
	 * A {@code @PortListener} that takes a message of spring-messaging; messages are
	 * counted.
	 */
	PORT_METERS_ON_MESSAGE {

		@Override
		Sender start(Arrivals arrivals) {
			return port(SpringPorts.METERS_ON, "message", arrivals);
		}

	},

	/**
	 * A handler at a channel of spring-messaging; each payload gets its message, as one
	 * has to send it.
	 */
	SUBSCRIBABLE_CHANNEL {

		@Override
		Sender start(Arrivals arrivals) {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel(executor);
			channel.subscribe((message) -> arrivals.add());
			return new Sender((payload) -> channel.send(new GenericMessage<>(payload)), executor::shutdown);
		}

	},

	/**
	 * An {@code @EventListener} that is called by another thread.
	 */
	EVENT_MULTICASTER {

		@Override
		Sender start(Arrivals arrivals) {
			ExecutorService executor = Executors.newSingleThreadExecutor();
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(executor);
			AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
			context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class, () -> multicaster);
			context.registerBean(Subscriber.class, () -> new Subscriber(arrivals));
			context.refresh();
			return new Sender(context::publishEvent, () -> {
				context.close();
				executor.shutdown();
			});
		}

	};

	abstract Sender start(Arrivals arrivals);

	private static Sender port(SpringPorts ports, String endpoint, Arrivals arrivals) {
		ConfigurableApplicationContext context = ports.start(new Listeners(arrivals));
		MessagePort port = context.getBean(MessagePortTemplate.class).connect(endpoint);
		return new Sender(port::postMessage, context::close);
	}

	/**
	 * Sends payloads to the listener.
	 *
	 * @param target where they go
	 * @param end ends what was started
	 */
	record Sender(Consumer<Object> target, Runnable end) {

		void send(Object payload) {
			this.target.accept(payload);
		}

		void close() {
			this.end.run();
		}

	}

	/**
	 * A listener to application events.
	 *
	 * @param arrivals counts
	 */
	record Subscriber(Arrivals arrivals) {

		@EventListener
		public void on(String payload) {
			this.arrivals.add();
		}

	}

}

package dev.messageport.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Applications with the starter and Actuator, without a web server, as a user has them:
 * the meters, the executor and the observation handlers are those of Spring Boot. What
 * differs is how much of the messages is watched. A producer waits when a queue is full.
 */
enum SpringPorts {

	/**
	 * Nothing is counted or observed.
	 */
	METERS_OFF("messageport.monitoring.enabled=false", "messageport.observation.listener=false"),

	/**
	 * Messages are counted, listeners are not observed.
	 */
	METERS_ON("messageport.observation.listener=false"),

	/**
	 * The same, with listeners on an event loop of two threads.
	 */
	METERS_ON_EVENT_LOOP("messageport.observation.listener=false", "messageport.delivery=event-loop",
			"messageport.event-loop.threads=2"),

	/**
	 * Messages are counted and each call of a listener is observed: the default.
	 */
	OBSERVED;

	private final String[] properties;

	SpringPorts(String... properties) {
		this.properties = properties;
	}

	/**
	 * Start an application.
	 * @param beans the objects that are its beans
	 * @return its context
	 */
	ConfigurableApplicationContext start(Object... beans) {
		List<String> arguments = new ArrayList<>(List.of("--logging.level.root=warn", "--messageport.overflow=block"));
		for (String property : this.properties) {
			arguments.add("--" + property);
		}
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.initializers((context) -> register((GenericApplicationContext) context, beans))
			.run(arguments.toArray(String[]::new));
	}

	@SuppressWarnings("unchecked")
	private static void register(GenericApplicationContext context, Object... beans) {
		for (Object bean : beans) {
			context.registerBean((Class<Object>) bean.getClass(), () -> bean);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}

package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that knows no Reactor, to be run by {@link WithoutReactorTests} without
 * it on the class path.
 */
public final class PlainApplication {

	private PlainApplication() {
	}

	/**
	 * Ask a listener and a service.
	 * @return their answers
	 * @throws Exception if they do not answer
	 */
	public static Object run() throws Exception {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Application.class)) {
			MessagePortTemplate ports = context.getBean(MessagePortTemplate.class);
			Stock stock = PortServiceProxyFactory.builderFor(ports, "stock").build().createClient(Stock.class);
			Object asked = ports.request("desk", "apples", String.class).get(20, TimeUnit.SECONDS);
			Object list = ports.request("list", "x", List.class).get(20, TimeUnit.SECONDS);
			return List.of(asked, list, stock.left("pears"));
		}
	}

	/**
	 * A service.
	 */
	public interface Stock {

		@PortExchange
		String left(String item);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMessagePorts
	static class Application {

		@PortListener("desk")
		String count(String item) {
			return "1 " + item;
		}

		@PortListener("list")
		CompletableFuture<List<String>> list(String question) {
			return CompletableFuture.completedFuture(List.of("a", "b"));
		}

		@Bean
		DefaultStock stock() {
			return new DefaultStock();
		}

	}

	@PortService("stock")
	static class DefaultStock implements Stock {

		@Override
		public String left(String item) {
			return "3 " + item;
		}

	}

}

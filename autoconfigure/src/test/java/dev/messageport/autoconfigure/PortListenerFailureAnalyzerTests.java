package dev.messageport.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;

import dev.messageport.CloseEvent;
import dev.messageport.spring.ConnectEvent;
import dev.messageport.spring.PortListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application reports whose listeners cannot be registered.
 */
class PortListenerFailureAnalyzerTests {

	private static final String PRICING = "--messageport.channels.pricing=";

	@Test
	void undeclaredEnd() {
		assertReport(UndeclaredEnd.class, "UndeclaredEnd.on(String)", "'prizing.port2'",
				"'pricing.port2', 'pricing.port1'", "'messageport.channels.prizing'");
	}

	@Test
	void channelWithoutEnd() {
		assertReport(WithoutEnd.class, "WithoutEnd.on(String)", "'pricing' is that of a channel",
				"'pricing.port1' or 'pricing.port2'");
	}

	@Test
	void duplicateId() {
		assertReport(DuplicateId.class, "DuplicateId.one(String)", "DuplicateId.two(String)", "id 'same'",
				"another id");
	}

	@Test
	void ambiguousPair() {
		assertReport(Ambiguous.class, "Ambiguous.one(String)", "Ambiguous.two(String)", "'stock'",
				"exclude each other");
	}

	@Test
	void connectListenerAtDeclaredEnd() {
		assertReport(ConnectAtEnd.class, "ConnectAtEnd.on(ConnectEvent)", "'pricing.port2'", "name of an endpoint");
	}

	@Test
	void nameThatNoChannelCanHave() {
		assertReport(LongName.class, "LongName.on(String)", "no channel can have its name", "another name");
	}

	@Test
	void autoStartupThatIsNoFlag() {
		assertReport(AutoStartup.class, "AutoStartup.on(String)", "'autoStartup'", "'maybe'", "'true' or 'false'");
	}

	@Test
	void placeholderThatIsNotDefined() {
		assertReport(Placeholder.class, "Placeholder.on(String)", "${undefined}", "Define the property");
	}

	@Test
	void executorThatIsNoBean() {
		assertReport(NoExecutor.class, "NoExecutor.on(String)", "'applicationTaskExecuter'", "nearest beans");
	}

	@Test
	void errorHandlerThatIsNoBean() {
		assertReport(NoErrorHandler.class, "NoErrorHandler.on(String)", "'errorHandler'", "PortListenerErrorHandler");
	}

	@Test
	void messageConverterThatIsNoBean() {
		assertReport(NoConverter.class, "NoConverter.on(String)", "'messageConverter'", "MessageConverter");
	}

	@Test
	void signatureThatIsNotSupported() {
		assertReport(Signature.class, "Signature.on(CloseEvent, String)", "parameter 2, 'String",
				"Change the parameter");
	}

	@Test
	void closeListenerThatReturns() {
		assertReport(Returning.class, "Returning.on(CloseEvent)", "java.lang.String", "return 'void'");
	}

	private static void assertReport(Class<?> source, String... parts) {
		FailureAnalysis analysis = RecordedAnalysis.of(source, PRICING);
		assertThat(analysis.getDescription() + System.lineSeparator() + analysis.getAction()).contains(parts);
		assertThat(analysis.getAction()).endsWith(".").doesNotContain("..");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MessagePortAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class })
	static class Application {

	}

	static class UndeclaredEnd extends Application {

		@PortListener("prizing.port2")
		void on(String payload) {
		}

	}

	static class WithoutEnd extends Application {

		@PortListener("pricing")
		void on(String payload) {
		}

	}

	static class DuplicateId extends Application {

		@PortListener(value = "a", id = "same")
		void one(String payload) {
		}

		@PortListener(value = "b", id = "same")
		void two(String payload) {
		}

	}

	static class Ambiguous extends Application {

		@PortListener("stock")
		void one(String payload) {
		}

		@PortListener("stock")
		void two(String payload) {
		}

	}

	static class ConnectAtEnd extends Application {

		@PortListener("pricing.port2")
		void on(ConnectEvent event) {
		}

	}

	static class LongName extends Application {

		@PortListener("#{'x'.repeat(201)}")
		void on(String payload) {
		}

	}

	static class AutoStartup extends Application {

		@PortListener(value = "stock", autoStartup = "maybe")
		void on(String payload) {
		}

	}

	static class Placeholder extends Application {

		@PortListener("${undefined}")
		void on(String payload) {
		}

	}

	static class NoExecutor extends Application {

		@PortListener(value = "stock", executor = "applicationTaskExecuter")
		void on(String payload) {
		}

	}

	static class NoErrorHandler extends Application {

		@PortListener(value = "stock", errorHandler = "missing")
		void on(String payload) {
		}

	}

	static class NoConverter extends Application {

		@PortListener(value = "stock", messageConverter = "missing")
		void on(String payload) {
		}

	}

	static class Signature extends Application {

		@PortListener("stock")
		void on(CloseEvent event, String payload) {
		}

	}

	static class Returning extends Application {

		@PortListener("stock")
		String on(CloseEvent event) {
			return "";
		}

	}

}

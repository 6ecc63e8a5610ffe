package dev.messageport.autoconfigure.monitoring;

import java.util.Arrays;
import java.util.Map;

import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.messageport.autoconfigure.MessagePortAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the {@link MessagePortsEndpoint} over JMX.
 */
class MessagePortsEndpointJmxTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
				JmxEndpointAutoConfiguration.class, MessagePortAutoConfiguration.class,
				MessagePortMonitoringAutoConfiguration.class, MessagePortEndpointAutoConfiguration.class))
		.withUserConfiguration(MonitoredShop.class)
		.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.unique-names=true",
				"management.endpoints.jmx.exposure.include=messageports", MonitoredShop.CHANNEL);

	@Test
	void everythingCanBeRead() {
		run((bean) -> {
			Map<?, ?> all = (Map<?, ?>) bean.invoke("messagePorts", new Object[] { null });
			assertThat(all.keySet()).asString().contains("totals", "channels", "endpoints");
			Map<?, ?> end = (Map<?, ?>) bean.invoke("messagePort", "pricing.port2", null);
			assertThat(end.get("kind")).isEqualTo("END");
			assertThat(bean.invoke("messagePort", "nothing", null)).isNull();
		});
	}

	@Test
	void diagramIsAString() {
		run((bean) -> assertThat(bean.invoke("diagram", new Object[] { null })).asString()
			.startsWith("flowchart LR\n"));
	}

	@Test
	void nothingCanBeChangedWithAccessForReading() {
		run((bean) -> assertThat(bean.operations()).containsExactlyInAnyOrder("messagePorts", "messagePort", "diagram"),
				"management.endpoint.messageports.access=READ_ONLY");
	}

	@Test
	void portsCanBePaused() {
		run((bean) -> {
			Map<?, ?> end = (Map<?, ?>) bean.invoke("change", "pricing.port2", "pause");
			assertThat(end.get("state")).isEqualTo("STOPPED");
			assertThatExceptionOfType(JMException.class)
				.isThrownBy(() -> bean.invoke("change", "pricing.port2", "stop"))
				.withMessageContaining("'start', 'pause', 'close'");
		});
	}

	private void run(ThrowingConsumer<Exported> test, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(MessagePortsEndpointWebExtension.class);
			test.accept(Exported.in(context.getBean(MBeanServer.class)));
		});
	}

	@FunctionalInterface
	private interface ThrowingConsumer<T> {

		void accept(T value) throws Exception;

	}

	private record Exported(MBeanServer server, ObjectName name) {

		static Exported in(MBeanServer server) throws JMException {
			ObjectName pattern = new ObjectName("org.springframework.boot:type=Endpoint,name=Messageports,*");
			assertThat(server.queryNames(pattern, null)).hasSize(1);
			return new Exported(server, server.queryNames(pattern, null).iterator().next());
		}

		String[] operations() throws JMException {
			return Arrays.stream(this.server.getMBeanInfo(this.name).getOperations())
				.map(MBeanOperationInfo::getName)
				.toArray(String[]::new);
		}

		Object invoke(String operation, Object... arguments) throws JMException {
			return this.server.invoke(this.name, operation, arguments, new String[arguments.length]);
		}

	}

}

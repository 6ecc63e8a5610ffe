package dev.messageport.spring;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for listeners that are registered by program.
 */
class PortListenerEndpointTests {

	@Test
	void handlerAnswersRequestAndPostsBack() {
		run((context) -> {
			registry(context)
				.register(PortListenerEndpoint.at("echo").onMessage(String.class, (text, event) -> "echo " + text));
			assertThat(template(context).request("echo", "a", String.class).join()).isEqualTo("echo a");
			MessagePort port = template(context).connect("echo");
			port.postMessage("b");
			assertThat(Recorder.receive(port)).isEqualTo("echo b");
		});
	}

	@Test
	void payloadIsConverted() {
		run((context) -> {
			registry(context)
				.register(PortListenerEndpoint.at("twice").onMessage(int.class, (number, event) -> 2 * number));
			assertThat(template(context).request("twice", "21", Integer.class).join()).isEqualTo(42);
		});
	}

	@Test
	void refusedListenersLeaveOpenConnectionsAlone() {
		run((context) -> {
			registry(context)
				.register(PortListenerEndpoint.at("kind").onMessage(String.class, (text, event) -> "first " + text));
			MessagePort port = template(context).connect("kind");
			List<NamedListener> listeners = Stream
				.of(PortListenerEndpoint.at("kind").onMessage(Integer.class, (number, event) -> number),
						PortListenerEndpoint.at("kind").onMessage(String.class, (text, event) -> "second " + text))
				.<NamedListener>map((endpoint) -> new EndpointListener(endpoint,
						context.getBean(PortEndpoints.class)::listenerContext))
				.toList();
			assertThatExceptionOfType(AmbiguousListenerException.class)
				.isThrownBy(() -> context.getBean(PortListenerRegistrar.class).register(listeners));
			port.postMessage("a");
			assertThat(Recorder.receive(port)).isEqualTo("first a");
		});
	}

	@Test
	void handlersOfSeveralTypesShareAName() {
		run((context) -> {
			registry(context)
				.register(PortListenerEndpoint.at("kind").onMessage(String.class, (text, event) -> "text"));
			registry(context)
				.register(PortListenerEndpoint.at("kind").onMessage(Integer.class, (number, event) -> "number"));
			assertThat(template(context).request("kind", "a", String.class).join()).isEqualTo("text");
			assertThat(template(context).request("kind", 1, String.class).join()).isEqualTo("number");
			assertThat(registry(context).ids()).contains("kind.message", "kind.message-2");
		});
	}

	@Test
	@Tag("V3")
	void errorOfHandlerIsThatOfTheRequest() {
		run((context) -> {
			registry(context).register(PortListenerEndpoint.at("failing").onMessage(String.class, (text, event) -> {
				throw new IllegalStateException("thrown");
			}));
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> template(context).request("failing", "a", String.class).join())
				.withCauseExactlyInstanceOf(IllegalStateException.class)
				.withMessageContaining("thrown");
		});
	}

	@Test
	void eachKindOfEventHasItsHandler() {
		run((context) -> {
			Recorder recorder = context.getBean(Recorder.class);
			PortListenerEndpointRegistry registry = registry(context);
			registry.register(PortListenerEndpoint.at("stock").onConnect((event) -> recorder.record("connect")));
			registry.register(PortListenerEndpoint.at("stock").onMessage((event) -> recorder.record(event.data())));
			registry.register(PortListenerEndpoint.at("stock").onClose((event) -> recorder.record(event.reason())));
			registry
				.register(PortListenerEndpoint.at("stock").onMessageError((event) -> recorder.record(event.error())));
			template(context).post("stock", "a");
			assertThat(recorder.awaitEvents(3)).containsExactly("connect", "a", "PEER");
			assertThat(registry.ids()).containsExactly("stock.close", "stock.connect", "stock.error", "stock.message");
		});
	}

	@Test
	@Tag("Q1")
	void listenerAtDeclaredEndGetsWhatWaitsAndLeavesTheRest() {
		run((context) -> {
			Recorder recorder = context.getBean(Recorder.class);
			MessagePort port = context.getBean("pricing.port1", MessagePort.class);
			port.postMessage("a");
			RegisteredListener listener = registry(context).register(PortListenerEndpoint.at("pricing.port2")
				.id("prices")
				.onMessage((event) -> recorder.record(event.data())));
			assertThat(listener.id()).isEqualTo("prices");
			assertThat(recorder.awaitEvents(1)).containsExactly("a");
			registry(context).unregister("prices");
			port.postMessage("b");
			MessagePort end = context.getBean("pricing.port2", MessagePort.class);
			Awaitility.await().during(Recorder.QUIET).until(() -> end.queued() == 1);
			assertThat(registry(context).contains("prices")).isFalse();
		});
	}

	@Test
	@Tag("Q1")
	void listenerThatComesLaterGetsWhatWaitsAtOpenConnections() {
		run((context) -> {
			registry(context).register(PortListenerEndpoint.at("stock").onConnect((event) -> {
			}));
			MessagePort port = template(context).connect("stock");
			port.postMessage("a");
			Recorder recorder = context.getBean(Recorder.class);
			registry(context)
				.register(PortListenerEndpoint.at("stock").onMessage((event) -> recorder.record(event.data())));
			assertThat(recorder.awaitEvents(1)).containsExactly("a");
		});
	}

	@Test
	void autoStartupCanBeOff() {
		run((context) -> {
			Recorder recorder = context.getBean(Recorder.class);
			RegisteredListener listener = registry(context).register(PortListenerEndpoint.at("pricing.port2")
				.autoStartup(false)
				.onMessage((event) -> recorder.record(event.data())));
			assertThat(listener.isAutoStartup()).isFalse();
			context.getBean("pricing.port1", MessagePort.class).postMessage("a");
			recorder.assertNothingComes();
			context.getBean("pricing.port2", MessagePort.class).start();
			recorder.awaitEvents(1);
		});
	}

	@Test
	void executorRunsTheListenersOfItsPlace() {
		run((context) -> {
			for (String place : new String[] { "pricing.port2", "threads" }) {
				registry(context).register(PortListenerEndpoint.at(place)
					.executor(new SimpleAsyncTaskExecutor("own-"))
					.onMessage(String.class, (text, event) -> Thread.currentThread().getName()));
			}
			MessagePort pricing = context.getBean("pricing.port1", MessagePort.class);
			pricing.postMessage("a");
			assertThat((String) Recorder.receive(pricing)).startsWith("own-");
			assertThat(template(context).request("threads", "a", String.class).join()).startsWith("own-");
		});
	}

	@Test
	void executorWithAFactoryThatTakesNoneFails() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
				ForeignFactory.class)) {
			PortListenerEndpoint endpoint = PortListenerEndpoint.at("stock")
				.executor(Runnable::run)
				.onMessage((event) -> {
				});
			assertThatExceptionOfType(PortListenerDefinitionException.class)
				.isThrownBy(() -> registry(context).register(endpoint))
				.withMessageContaining("'stock'")
				.withMessageContaining("'executor'")
				.withMessageContaining("MessageChannelFactory.builder()");
			assertThat(registry(context).ids()).isEmpty();
		}
	}

	@Test
	void removedListenerClosesConnectionsSayingWhy() {
		run((context) -> {
			registry(context).register(PortListenerEndpoint.at("stock").onMessage((event) -> {
			}));
			MessagePort port = template(context).connect("stock");
			registry(context).unregister("stock.message");
			assertThat(port.closed().toCompletableFuture().join()).satisfies((event) -> {
				assertThat(event.reason()).isEqualTo(CloseReason.PEER);
				assertThat(event.cause()).isInstanceOf(EndpointGoneException.class)
					.hasMessageContaining("endpoint listener to 'MessageEvent' at 'stock'");
			});
			assertThatExceptionOfType(EndpointGoneException.class).isThrownBy(() -> template(context).connect("stock"));
			registry(context).register(PortListenerEndpoint.at("stock").onMessage((event) -> {
			}));
			assertThat(template(context).connect("stock").isClosed()).isFalse();
		});
	}

	@Test
	void listenerMethodOfABeanCanBeRemoved() {
		TestContext.run((context) -> {
			registry(context).unregister("method");
			assertThat(context.getBean(PortEndpoints.class).names()).isEmpty();
			registry(context).register(PortListenerEndpoint.at("method").id("method").onMessage((event) -> {
			}));
			context.getDefaultListableBeanFactory().destroySingleton("portListenerEndpointTests.Method");
			assertThat(registry(context).contains("method")).isTrue();
		}, Method.class);
	}

	@Test
	void refusedListenerLeavesNothingBehind() {
		run((context) -> {
			PortListenerEndpoint undeclared = PortListenerEndpoint.at("prizing.port2").onMessage((event) -> {
			});
			assertThatExceptionOfType(PortListenerDefinitionException.class)
				.isThrownBy(() -> registry(context).register(undeclared))
				.withMessageContaining("'pricing.port2'");
			assertThat(registry(context).ids()).isEmpty();
		});
	}

	@Test
	void configurersAddListenersInOrderBeforePortsAreStarted() {
		TestContext.run((context) -> {
			assertThat(registry(context).ids()).containsExactly("configured.message", "configured.message-2");
			assertThat(registry(context).get("configured.message").payloadType()).isEqualTo(String.class);
		}, Configurers.class);
	}

	@Test
	void registrationBeforeSingletonsExistNamesTheConfigurer() {
		assertThat(TestContext.failure(Early.class)).hasStackTraceContaining("use a PortListenerConfigurer");
	}

	@Test
	void settingsReachTheMethods() {
		TestContext.run((context) -> {
			assertThat(template(context).request("handled", "a", String.class).join()).isEqualTo("handled thrown");
			assertThat(template(context).request("handled", 1, String.class).join()).isEqualTo("handled thrown");
		}, Settings.class);
	}

	@Test
	void definitionIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> PortListenerEndpoint.at(" "))
			.withMessage("'port' must not be empty");
		run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> registry(context).register(null)));
	}

	@Test
	void builderCanBeUsedForSeveralListeners() {
		PortListenerEndpoint.Builder builder = PortListenerEndpoint.at("stock").id("first");
		PortListenerEndpoint first = builder.onMessage((event) -> {
		});
		assertThat(builder.id("second").onClose((event) -> {
		}).id()).isEqualTo("second");
		assertThat(first.id()).isEqualTo("first");
		assertThat(first).hasToString("endpoint listener to 'MessageEvent' at 'stock' (id 'first')");
	}

	private static void run(Consumer<AnnotationConfigApplicationContext> test) {
		TestContext.run(test, ChannelConfiguration.class);
	}

	private static PortListenerEndpointRegistry registry(AnnotationConfigApplicationContext context) {
		return context.getBean(PortListenerEndpointRegistry.class);
	}

	private static MessagePortTemplate template(AnnotationConfigApplicationContext context) {
		return new MessagePortTemplate(context.getBean(PortEndpoints.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class ChannelConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMessagePorts
	static class ForeignFactory {

		@Bean
		MessageChannelFactory foreign() {
			MessageChannelFactory factory = MessageChannelFactory.builder().build();
			return new MessageChannelFactory() {

				@Override
				public MessageChannel create() {
					return factory.create();
				}

				@Override
				public MessageChannel create(String name) {
					return factory.create(name);
				}

				@Override
				public MessageChannel create(dev.messageport.ChannelOptions options) {
					return factory.create(options);
				}

			};
		}

	}

	static class Method {

		@PortListener(value = "method", id = "method")
		void on() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Configurers {

		@Bean
		@Order(2)
		PortListenerConfigurer second() {
			return (registrar) -> registrar.registerEndpoint(
					PortListenerEndpoint.at("configured").onMessage(Integer.class, (number, event) -> null));
		}

		@Bean
		@Order(1)
		PortListenerConfigurer first() {
			return (registrar) -> registrar
				.registerEndpoint(PortListenerEndpoint.at("configured").onMessage(String.class, (text, event) -> null));
		}

	}

	static class Early {

		@Autowired
		void register(PortListenerEndpointRegistry registry) {
			registry.register(PortListenerEndpoint.at("early").onMessage((event) -> {
			}));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Settings {

		@Bean
		PortListenerConfigurer errors() {
			return (registrar) -> {
				registrar.setErrorHandler((error, event) -> "handled " + error.getMessage());
				registrar
					.registerEndpoint(PortListenerEndpoint.at("handled").onMessage(Integer.class, (number, event) -> {
						throw new IllegalStateException("thrown");
					}));
			};
		}

		@PortListener("handled")
		String on(String payload, MessageEvent event) {
			throw new IllegalStateException("thrown");
		}

	}

}

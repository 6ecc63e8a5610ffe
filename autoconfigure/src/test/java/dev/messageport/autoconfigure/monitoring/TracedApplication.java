package dev.messageport.autoconfigure.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;
import dev.messageport.spring.ConnectEvent;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.ReactiveMessagePortTemplate;

/**
 * A web application whose one request goes all the ways that messages can go. Each step
 * tells of itself on a declared channel of its own name, so that the span of that one's
 * listener shows what it was part of.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TracedApplication {

	static final List<String> STEPS = List.of("connected", "handled", "answered", "flow", "flux", "moved", "later");

	private static final Duration SOON = Duration.ofSeconds(20);

	@Bean
	Spans spans() {
		return new Spans(InMemorySpanExporter.create());
	}

	@Bean
	SpanProcessor spanProcessor(Spans spans) {
		return SimpleSpanProcessor.create(spans.exporter());
	}

	@Bean
	@ConditionalOnBooleanProperty("test.decorate")
	TaskDecorator taskDecorator() {
		return new ContextPropagatingTaskDecorator();
	}

	@Bean
	Steps steps(BeanFactory beans) {
		return new Steps(beans);
	}

	@Bean
	Desk desk(Steps steps) {
		return new Desk(steps);
	}

	/**
	 * The spans that have ended. No exporter as far as Spring Boot sees, which would
	 * export them again.
	 *
	 * @param exporter keeps them
	 */
	record Spans(InMemorySpanExporter exporter) {

		List<SpanData> ended() {
			return this.exporter.getFinishedSpanItems();
		}

	}

	/**
	 * Posts on the declared channels, and listens there.
	 *
	 * @param beans knows their ports
	 * @param threads those that the listeners were called on
	 */
	record Steps(BeanFactory beans, Queue<String> threads) {

		Steps(BeanFactory beans) {
			this(beans, new ConcurrentLinkedQueue<>());
		}

		void tell(String step) {
			this.beans.getBean(step + ".port1", MessagePort.class).postMessage(step);
		}

		@PortListener("connected.port2")
		@PortListener("handled.port2")
		@PortListener("answered.port2")
		@PortListener("flow.port2")
		@PortListener("flux.port2")
		@PortListener("moved.port2")
		@PortListener("later.port2")
		void on(String step) {
			this.threads.add(Thread.currentThread().getName());
		}

	}

	/**
	 * The endpoints.
	 *
	 * @param steps is told of what happens
	 */
	record Desk(Steps steps) {

		@PortListener("desk")
		void connected(ConnectEvent event) {
			this.steps.tell("connected");
		}

		@PortListener("desk")
		CompletableFuture<String> answer(String question) {
			this.steps.tell("handled");
			return CompletableFuture.supplyAsync(() -> "answer to " + question,
					CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
		}

		@PortListener("ticks")
		Flux<String> ticks(String item) {
			return Flux.just(item + " 1", item + " 2").delayElements(Duration.ofMillis(2));
		}

		@PortListener("vault")
		void take(MessageEvent event) {
			event.ports().get(0).onMessage((message) -> this.steps.tell("moved"));
		}

		@PortListener("failing")
		void fail(String message) throws IOException {
			throw new IOException(message);
		}

		@PortListener("failing-later")
		CompletableFuture<String> failLater(String message) {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException(message);
			}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
		}

		@PortListener("postback")
		CompletableFuture<String> postBack(String message) {
			return CompletableFuture.supplyAsync(() -> message,
					CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
		}

	}

	@RestController
	static class Web {

		private final Steps steps;

		private final MessagePortTemplate ports;

		private final ReactiveMessagePortTemplate reactive;

		private final MessageChannelFactory channels;

		Web(Steps steps, MessagePortTemplate ports, ReactiveMessagePortTemplate reactive,
				MessageChannelFactory channels) {
			this.steps = steps;
			this.ports = ports;
			this.reactive = reactive;
			this.channels = channels;
		}

		@GetMapping("/trade")
		String trade() {
			String answer = ask();
			consumeAsFlow();
			this.reactive.stream("ticks", "plum", String.class)
				.doOnComplete(() -> this.steps.tell("flux"))
				.blockLast(SOON);
			move();
			fail();
			MessagePort port = this.ports.connect("postback");
			port.onMessage((event) -> this.steps.tell("later"));
			port.postMessage("x");
			return answer;
		}

		private String ask() {
			try (MessagePort port = this.ports.connect("desk")) {
				return port.request("question", String.class).thenApply((answer) -> {
					this.steps.tell("answered");
					return answer;
				}).orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
			}
		}

		private void consumeAsFlow() {
			CompletableFuture<Void> done = new CompletableFuture<>();
			this.ports.stream("ticks", "pear", String.class).subscribe(new Flow.Subscriber<>() {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					subscription.request(Long.MAX_VALUE);
				}

				@Override
				public void onNext(String item) {
				}

				@Override
				public void onError(Throwable error) {
					done.completeExceptionally(error);
				}

				@Override
				public void onComplete() {
					Web.this.steps.tell("flow");
					done.complete(null);
				}

			});
			done.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
		}

		// The message waits in the port while that is on its way
		private void move() {
			MessageChannel channel = this.channels.create("moving");
			channel.port1().postMessage("before the transfer");
			this.ports.post("vault", "take", channel.port2());
		}

		private void fail() {
			this.ports.request("failing", "no", String.class).exceptionally((error) -> "told").join();
			this.ports.request("failing-later", "no", String.class).exceptionally((error) -> "told").join();
		}

	}

}

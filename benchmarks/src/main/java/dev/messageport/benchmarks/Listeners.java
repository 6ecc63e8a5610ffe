package dev.messageport.benchmarks;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;

import dev.messageport.MessageEvent;
import dev.messageport.spring.PortListener;

/**
 * The listeners of the Spring workloads: those that count, one for each kind of argument,
 * and those that answer.
 */
class Listeners {

	private final Arrivals arrivals;

	Listeners(Arrivals arrivals) {
		this.arrivals = arrivals;
	}

	@PortListener("payload")
	void payload(String payload) {
		this.arrivals.add();
	}

	@PortListener("event")
	void event(MessageEvent event) {
		this.arrivals.add();
	}

	@PortListener("message")
	void message(Message<String> message) {
		this.arrivals.add();
	}

	@PortListener("echo")
	String echo(String payload) {
		return payload;
	}

	@PortListener("flux")
	Flux<Integer> flux(Integer count) {
		return Flux.range(0, count);
	}

	@PortListener("stream")
	Stream<Integer> stream(Integer count) {
		return IntStream.range(0, count).boxed();
	}

}

package dev.messageport.benchmarks;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;

import org.reactivestreams.FlowAdapters;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.MessagePortTemplate;

/**
 * Who answers with a stream. The elements come from {@link Flux#range} everywhere but
 * with a {@code Stream}, are asked for at most 256 at a time, and are read on another
 * thread than they are asked for. The event bus of Vert.x has no streams of answers with
 * demand.
 */
public enum StreamContender {

	/**
	 * A listener of a port of the default factory.
	 */
	PORT_COMMON_POOL {

		@Override
		Source start() {
			MessageChannel channel = MessageChannelFactory.builder().build().create();
			channel.port2().onMessage((event) -> {
				int elements = Objects.requireNonNull(event.data(Integer.class));
				event.reply(FlowAdapters.toFlowPublisher(Flux.range(0, elements)));
			});
			return Source.of(channel.port1(), channel::close);
		}

	},

	/**
	 * A {@code @PortListener} that returns a {@code Flux}, its messages counted.
	 */
	PORT_LISTENER_FLUX {

		@Override
		Source start() {
			return listener("flux");
		}

	},

	/**
	 * A {@code @PortListener} that returns a {@code Stream}, its messages counted.
	 */
	PORT_LISTENER_STREAM {

		@Override
		Source start() {
			return listener("stream");
		}

	},

	/**
	 * A range that is published on the common pool, through a queue as between two parts
	 * of a system.
	 */
	REACTOR {

		@Override
		Source start() {
			Scheduler scheduler = Schedulers.fromExecutorService(ForkJoinPool.commonPool());
			return new Source((count) -> FlowAdapters.toFlowPublisher(Flux.range(0, count).hide().publishOn(scheduler)),
					() -> {
					});
		}

	},

	/**
	 * The same without a queue: the two operators are fused into one.
	 */
	REACTOR_FUSED {

		@Override
		Source start() {
			Scheduler scheduler = Schedulers.fromExecutorService(ForkJoinPool.commonPool());
			return new Source((count) -> FlowAdapters.toFlowPublisher(Flux.range(0, count).publishOn(scheduler)),
					() -> {
					});
		}

	};

	abstract Source start();

	private static Source listener(String endpoint) {
		ConfigurableApplicationContext context = SpringPorts.METERS_ON.start(new Listeners(new Arrivals(1)));
		return Source.of(context.getBean(MessagePortTemplate.class).connect(endpoint), context::close);
	}

	/**
	 * Opens streams.
	 *
	 * @param open gives a stream of so many numbers
	 * @param end ends what was started
	 */
	record Source(IntFunction<Flow.Publisher<Integer>> open, Runnable end) {

		static Source of(MessagePort port, Runnable end) {
			return new Source((count) -> port.requestStream(count, Integer.class), end);
		}

	}

}

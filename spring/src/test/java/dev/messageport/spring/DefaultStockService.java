package dev.messageport.spring;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers each operation, and fails it for the item "fail".
 */
@PortService("stock")
class DefaultStockService implements StockService {

	@Override
	public String quote(String item) {
		if (item.equals("fail")) {
			throw new IllegalStateException("no " + item);
		}
		return "1 " + item;
	}

	@Override
	public int count(int first, @Nullable Integer second) {
		return (second != null) ? first + second : -first;
	}

	@Override
	public void store(String item) throws IOException {
		throw new IOException("no " + item);
	}

	@Override
	public List<String> list(String item) {
		return List.of(item, item);
	}

	@Override
	public Optional<String> find(Optional<String> item) {
		return item.map((value) -> "found " + value);
	}

	@Override
	public String header(String user, String item, String level, @Nullable String note, Optional<Integer> page) {
		return user + " " + item + " " + level + " " + note + " " + page;
	}

	@Override
	public Map<String, Object> headers(Map<String, Object> headers) {
		return headers;
	}

	@Override
	public CompletableFuture<String> future(String item) {
		return CompletableFuture.supplyAsync(() -> {
			if (item.equals("fail")) {
				throw new CompletionException(new IOException("no " + item));
			}
			return "1 " + item;
		}, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
	}

	@Override
	public CompletionStage<Optional<String>> stage(String item) {
		return CompletableFuture.completedFuture(Optional.of(item).filter((value) -> !value.isEmpty()));
	}

	@Override
	public Mono<String> mono(String item) {
		return item.equals("fail") ? Mono.error(new IOException("no " + item))
				: Mono.just("1 " + item).filter((value) -> !item.isEmpty());
	}

	@Override
	public Flux<String> flux(String item) {
		return Flux.just("1 " + item, "2 " + item)
			.concatWith(item.equals("fail") ? Flux.error(new IOException("no " + item)) : Flux.empty());
	}

	@Override
	public Publisher<String> publisher(String item) {
		return flux(item);
	}

	@Override
	public Flow.Publisher<String> flow(String item) {
		return JdkFlowAdapter.publisherToFlowPublisher(flux(item));
	}

	@Override
	public Stream<String> stream(String item) {
		Stream<String> elements = Stream.of("1 " + item, "2 " + item);
		return item.equals("fail") ? Stream.concat(elements, Stream.of(item).map(this::quote)) : elements;
	}

	@Override
	public String anyName() {
		return "by another name";
	}

}

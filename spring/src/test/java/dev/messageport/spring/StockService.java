package dev.messageport.spring;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A service with an operation for each rule of arguments and results.
 */
interface StockService {

	@PortExchange
	String quote(String item);

	@PortExchange
	int count(int first, @Nullable Integer second);

	@PortExchange
	void store(String item) throws IOException;

	@PortExchange
	List<String> list(@Payload String item);

	@PortExchange
	Optional<String> find(Optional<String> item);

	@PortExchange
	String header(@Header("user") String user, String item, @Header(name = "level", defaultValue = "low") String level,
			@Header(name = "note", required = false) @Nullable String note, @Header("page") Optional<Integer> page);

	@PortExchange
	Map<String, Object> headers(@Headers Map<String, Object> headers);

	@PortExchange
	CompletableFuture<String> future(String item);

	@PortExchange
	CompletionStage<Optional<String>> stage(String item);

	@PortExchange
	Mono<String> mono(String item);

	@PortExchange
	Flux<String> flux(String item);

	@PortExchange
	Publisher<String> publisher(String item);

	@PortExchange
	Flow.Publisher<String> flow(String item);

	@PortExchange
	Stream<String> stream(String item);

	@PortExchange("renamed")
	String anyName();

	default String twice(String item) {
		return quote(item) + quote(item);
	}

}

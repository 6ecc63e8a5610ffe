package dev.messageport.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import org.jspecify.annotations.Nullable;

/**
 * Asks over the event bus of Vert.x, from an event loop, because from there it need not
 * make a context for each request.
 */
final class VertxAsker implements Asker {

	private static final String ADDRESS = "echo";

	private final Vertx vertx;

	private final EventBus bus;

	private final Context context;

	private VertxAsker(Vertx vertx, Context context) {
		this.vertx = vertx;
		this.bus = vertx.eventBus();
		this.context = context;
	}

	static VertxAsker start(boolean oneLoop) {
		Vertx vertx = Vertx.vertx();
		Context answering = deploy(vertx, (context) -> {
			vertx.eventBus().localConsumer(ADDRESS, (message) -> message.reply(message.body()));
			return Future.succeededFuture();
		});
		Context asking = oneLoop ? answering : deploy(vertx, (context) -> Future.succeededFuture());
		return new VertxAsker(vertx, asking);
	}

	// Verticles are spread over the event loops
	private static Context deploy(Vertx vertx, Deployable verticle) {
		CompletableFuture<Context> deployed = new CompletableFuture<>();
		vertx.deployVerticle((context) -> {
			deployed.complete(context);
			return verticle.deploy(context);
		}).toCompletionStage().toCompletableFuture().join();
		return deployed.join();
	}

	@Override
	public void begin(Runnable task) {
		this.context.runOnContext((nothing) -> task.run());
	}

	@Override
	public void ask(Object question, BiConsumer<@Nullable Object, @Nullable Throwable> answered) {
		this.bus.request(ADDRESS, question).onComplete(answered::accept);
	}

	@Override
	public void close() {
		this.vertx.close().toCompletionStage().toCompletableFuture().join();
	}

}

package dev.messageport.spring

import dev.messageport.CloseEvent
import dev.messageport.MessageEvent
import dev.messageport.MessagePort
import dev.messageport.PostOptions
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.future.await
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.messaging.handler.annotation.Header
import org.springframework.stereotype.Component
import reactor.adapter.JdkFlowAdapter
import java.util.concurrent.Flow.Publisher
import kotlin.reflect.KClass

/**
 * Tests for [PortListener] functions that are written in Kotlin.
 */
class KotlinPortListenerTests {

	@Test
	@Tag("V1")
	fun `suspending function answers a request`() = listening(Suspending::class) { port, _ ->
		assertThat(ListenerWorld.ask(port, "apples")).isEqualTo("1 apples")
	}

	@Test
	@Tag("V1")
	fun `suspending function that returns null answers null`() = listening(Suspending::class) { port, _ ->
		assertThat(ListenerWorld.ask(port, "nothing")).isNull()
	}

	@Test
	fun `suspending function without a reply port posts its answer back unless it is null`() =
		listening(Suspending::class) { port, _ ->
			port.postMessage("nothing")
			port.postMessage("apples")
			assertThat(Recorder.receive(port)).isEqualTo("1 apples")
		}

	@Test
	@Tag("V3")
	fun `exception of a suspending function fails the request`() = listening(Suspending::class) { port, _ ->
		assertThat(ListenerWorld.failure(port, "bad early")).isExactlyInstanceOf(IllegalArgumentException::class.java)
			.hasMessage("bad early")
		assertThat(ListenerWorld.failure(port, "bad late")).isExactlyInstanceOf(IllegalArgumentException::class.java)
			.hasMessage("bad late")
	}

	@Test
	@Tag("Q4")
	fun `exception of a suspending function goes to the error handler of the port`() =
		listening(Suspending::class) { port, recorder ->
			port.postMessage("bad late")
			assertThat(recorder.awaitError()).hasMessage("bad late")
		}

	@Test
	@Tag("V1")
	fun `function without a result answers null when it has ended`() = listening(WithoutResult::class) { port, recorder ->
		assertThat(ListenerWorld.ask(port, "apples")).isNull()
		assertThat(recorder.events()).containsExactly("begin apples", "end apples")
		port.postMessage("pears")
		assertThat(recorder.awaitEvents(4)).endsWith("begin pears", "end pears")
		assertThat(port.queued()).isZero()
	}

	@Test
	fun `next message is handled while a function is suspended`() = listening(Waiting::class) { port, recorder ->
		val first = port.request("wait", String::class.java)
		assertThat(ListenerWorld.ask(port, "go on")).isEqualTo("went on")
		assertThat(ListenerWorld.within(first).join()).isEqualTo("waited")
		assertThat(recorder.events()).containsExactly("wait", "go on")
	}

	@Test
	@Tag("V1")
	fun `cancelled request cancels the function`() = listening(Cancelled::class) { port, recorder ->
		val answer = port.request("apples", String::class.java)
		recorder.awaitEvents(1)
		answer.cancel(false)
		assertThat(recorder.awaitEvents(2)).containsExactly("begin", "cancelled")
	}

	@Test
	fun `suspending function hears of a close`() = listening(Closing::class) { port, recorder ->
		port.close()
		assertThat(recorder.awaitEvents(1)).containsExactly("closed PEER")
	}

	@ParameterizedTest
	@ValueSource(classes = [OfFlow::class, OfSuspendedFlow::class])
	@Tag("V2")
	fun `flow is a reply stream`(listener: Class<*>) = listening(listener.kotlin) { port, _ ->
		assertThat(stream(port.requestStream("apples", String::class.java))).containsExactly("1 apples", "2 apples")
	}

	@Test
	@Tag("V1")
	fun `list of a suspending function is one answer`() = listening(OfList::class) { port, _ ->
		assertThat(ListenerWorld.ask(port, "apples")).isEqualTo(listOf("1 apples", "2 apples"))
	}

	@Test
	fun `data class is made of JSON and maps`() = listening(OfOrder::class) { port, recorder ->
		val order = Order("apples", 2, "soon")
		port.postMessage("""{"item": "apples", "amount": 2, "note": "soon"}""")
		port.postMessage(mapOf("item" to "apples", "amount" to 2, "note" to "soon"))
		port.postMessage(order)
		port.postMessage("""{"item": "pears"}""")
		assertThat(recorder.awaitEvents(4))
			.containsExactly("$order: 4", "$order: 4", "$order: 4", "${Order("pears", 1, null)}: 2")
	}

	@Test
	fun `JSON without a property that a data class needs is an error`() = listening(OfOrder::class) { port, recorder ->
		port.postMessage("""{"amount": 2}""")
		assertThat(recorder.awaitError()).hasMessageContaining("cannot be converted")
		assertThat(recorder.events()).isEmpty()
	}

	@ParameterizedTest
	@ValueSource(classes = [OfNullable::class, OfSuspendedNullable::class])
	@Tag("P6")
	fun `nullable payload may be null`(listener: Class<*>) = listening(listener.kotlin) { port, _ ->
		assertThat(ListenerWorld.ask(port, null)).isEqualTo("got null")
		assertThat(ListenerWorld.ask(port, "apples")).isEqualTo("got apples")
	}

	@ParameterizedTest
	@ValueSource(classes = [OfText::class, OfSuspendedText::class])
	fun `payload that must not be null is an error`(listener: Class<*>) = listening(listener.kotlin) { port, _ ->
		assertThat(ListenerWorld.failure(port, null)).hasMessageContaining("payload")
		assertThat(ListenerWorld.ask(port, "apples")).isEqualTo("got apples")
	}

	@ParameterizedTest
	@ValueSource(classes = [WithDefaults::class, WithSuspendedDefaults::class])
	fun `default values stand for what a message lacks`(listener: Class<*>) = listening(listener.kotlin) { port, recorder ->
		port.postMessage(null)
		port.postMessage("apples", PostOptions.builder().header("user", "eva").build())
		assertThat(recorder.awaitEvents(2))
			.containsExactly("nothing for nobody at pricing.port2", "apples for eva at pricing.port2")
	}

	@ParameterizedTest
	@ValueSource(classes = [WithDefaultNumber::class, WithSuspendedDefaultNumber::class])
	fun `default value may be a number`(listener: Class<*>) = listening(listener.kotlin) { port, _ ->
		assertThat(ListenerWorld.ask(port, null)).isEqualTo(5)
		assertThat(ListenerWorld.ask(port, 1)).isEqualTo(1)
		assertThat(ListenerWorld.failure(port, 0)).isExactlyInstanceOf(IllegalArgumentException::class.java)
	}

	@Test
	fun `template is used from a coroutine`() {
		TestContext.run({ context ->
			val template = MessagePortTemplate(context.getBean(PortEndpoints::class.java))
			soon {
				assertThat(template.request("prices", Order("apples"), Int::class.javaObjectType).await()).isEqualTo(6)
				val failure = runCatching { template.request("prices", Order(""), Int::class.javaObjectType).await() }
				assertThat(failure.exceptionOrNull()).isExactlyInstanceOf(IllegalArgumentException::class.java)
			}
		}, Prices::class.java)
	}

	@Test
	fun `error handler answers for a suspending function`() =
		listening(WithErrorHandler::class, ErrorHandler::class) { port, _ ->
			assertThat(ListenerWorld.ask(port, "apples")).isEqualTo("instead of apples")
		}

	private fun listening(vararg components: KClass<*>, test: (MessagePort, Recorder) -> Unit) =
		ListenerWorld.run({ port, recorder -> test(port, recorder) }, *components.map { it.java }.toTypedArray())

	// Not on the common pool, which may have one thread only and delivers here
	private fun <T : Any> stream(publisher: Publisher<T>): List<T> = soon {
		JdkFlowAdapter.flowPublisherToFlux(publisher).asFlow().toList()
	}

	private fun <T> soon(block: suspend () -> T): T =
		runBlocking { withTimeout(Recorder.SOON.toMillis()) { block() } }

	data class Order(val item: String, val amount: Int = 1, val note: String? = null) {

		var twice = amount * 2

	}

	class Suspending {

		@PortListener("pricing.port2")
		suspend fun on(payload: String): String? {
			require(payload != "bad early") { payload }
			delay(1)
			require(payload != "bad late") { payload }
			return if (payload == "nothing") null else "1 $payload"
		}

	}

	abstract class Recording {

		@Autowired
		private lateinit var recorder: Recorder

		fun record(event: String) = recorder.record(event)

	}

	class WithoutResult : Recording() {

		@PortListener("pricing.port2")
		suspend fun on(payload: String) {
			record("begin $payload")
			delay(1)
			record("end $payload")
		}

	}

	class Waiting : Recording() {

		private val goingOn = CompletableDeferred<String>()

		@PortListener("pricing.port2")
		suspend fun on(payload: String): String {
			record(payload)
			if (payload == "wait") {
				return goingOn.await()
			}
			goingOn.complete("waited")
			return "went on"
		}

	}

	class Cancelled : Recording() {

		@PortListener("pricing.port2")
		suspend fun on(payload: String): String {
			record("begin")
			try {
				awaitCancellation()
			}
			finally {
				record("cancelled")
			}
		}

	}

	class Closing : Recording() {

		@PortListener("pricing.port2")
		suspend fun on(event: CloseEvent) {
			delay(1)
			record("closed ${event.reason()}")
		}

	}

	class OfFlow {

		@PortListener("pricing.port2")
		fun on(payload: String): Flow<String> = flow {
			emit("1 $payload")
			delay(1)
			emit("2 $payload")
		}

	}

	class OfSuspendedFlow {

		@PortListener("pricing.port2")
		suspend fun on(payload: String): Flow<String> {
			delay(1)
			return OfFlow().on(payload)
		}

	}

	class OfList {

		@PortListener("pricing.port2")
		suspend fun on(payload: String): List<String> {
			delay(1)
			return listOf("1 $payload", "2 $payload")
		}

	}

	class OfOrder : Recording() {

		@PortListener("pricing.port2")
		fun on(order: Order) = record("$order: ${order.twice}")

	}

	class OfNullable {

		@PortListener("pricing.port2")
		fun on(payload: String?) = "got $payload"

	}

	class OfSuspendedNullable {

		@PortListener("pricing.port2")
		suspend fun on(payload: String?) = "got $payload"

	}

	class OfText {

		@PortListener("pricing.port2")
		fun on(payload: String) = "got $payload"

	}

	class OfSuspendedText {

		@PortListener("pricing.port2")
		suspend fun on(payload: String) = "got $payload"

	}

	class WithDefaults : Recording() {

		@PortListener("pricing.port2")
		fun on(payload: String = "nothing", event: MessageEvent, @Header("user") user: String = "nobody") {
			record("$payload for $user at ${event.target().name()}")
		}

	}

	class WithSuspendedDefaults : Recording() {

		@PortListener("pricing.port2")
		suspend fun on(payload: String = "nothing", event: MessageEvent, @Header("user") user: String = "nobody") {
			record("$payload for $user at ${event.target().name()}")
		}

	}

	class WithDefaultNumber {

		@PortListener("pricing.port2")
		fun on(amount: Int = 5): Int {
			require(amount > 0)
			return amount
		}

	}

	class WithSuspendedDefaultNumber {

		@PortListener("pricing.port2")
		suspend fun on(amount: Int = 5): Int {
			delay(1)
			return WithDefaultNumber().on(amount)
		}

	}

	class WithErrorHandler {

		@PortListener(port = "pricing.port2", errorHandler = "handler")
		suspend fun on(payload: String): String {
			delay(1)
			throw IllegalArgumentException(payload)
		}

	}

	@Component("handler")
	class ErrorHandler : PortListenerErrorHandler {

		override fun handleError(error: Throwable, event: MessageEvent): Any = "instead of ${error.message}"

	}

	class Prices {

		@PortListener("prices")
		suspend fun price(order: Order): Int {
			delay(1)
			require(order.item.isNotEmpty()) { "no item" }
			return order.item.length
		}

	}

}

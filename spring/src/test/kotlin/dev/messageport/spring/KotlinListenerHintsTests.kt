package dev.messageport.spring

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.aot.hint.RuntimeHints
import org.springframework.aot.hint.TypeReference
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection

/**
 * Tests for the hints that listener functions written in Kotlin give for native images.
 */
class KotlinListenerHintsTests {

	@Test
	fun `payload and result of a suspending function can be bound`() {
		assertBound(hints(Suspending::class.java))
	}

	@Test
	fun `elements of a suspended flow can be bound`() {
		val hints = hints(SuspendingFlow::class.java)
		assertBound(hints)
		assertThat(hints.reflection().typeHints())
			.noneMatch { it.type == TypeReference.of(Flow::class.java) || it.type == TypeReference.of(Unit::class.java) }
	}

	@Test
	fun `default values can be had`() {
		val method = WithDefault::class.java.declaredMethods.single { it.name == "on\$default" }
		assertThat(reflection().onMethodInvocation(method)).accepts(hints(WithDefault::class.java))
	}

	private fun assertBound(hints: RuntimeHints) {
		assertThat(reflection().onMethodInvocation(Quote::class.java, "getItem")).accepts(hints)
		assertThat(reflection().onMethodInvocation(Price::class.java, "getCents")).accepts(hints)
	}

	private fun hints(type: Class<*>) =
		RuntimeHints().also { ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(it, type) }

	data class Quote(val item: String)

	data class Price(val cents: Int)

	class Suspending {

		@PortListener("pricing")
		suspend fun on(quote: Quote) = Price(quote.item.length)

	}

	class SuspendingFlow {

		@PortListener("pricing")
		suspend fun on(quote: Quote): Flow<Price> = emptyFlow()

		@PortListener("stock")
		suspend fun on(quote: Quote, other: Any) = Unit

	}

	class WithDefault {

		@PortListener("pricing")
		fun on(quote: Quote = Quote("apples")) = Price(quote.item.length)

	}

}

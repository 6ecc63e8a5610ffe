package dev.messageport.spring;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;

import dev.messageport.ChannelSide;
import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortWiring}.
 */
class PortWiringTests {

	@Test
	void listenerAndInjectionOfOneBeanAreOneOwner() {
		TestContext.run((context) -> {
			PortWiring.Owner owner = only(context, "pricing.port2");
			assertThat(owner.type()).isEqualTo(ListeningPoster.class);
			assertThat(owner.uses()).containsExactly(PortWiring.Use.LISTENS, PortWiring.Use.INJECTED);
			assertThat(owner.places()).hasSize(2);
			assertThat(owners(context, "pricing.port1")).isEmpty();
		}, PricingConfiguration.class, ListeningPoster.class);
	}

	@Test
	void channelTellsWhereItIsDeclared() {
		TestContext.run((context) -> {
			PortWiring.Channel channel = context.getBean(PortWiring.class).channels().get(0);
			assertThat(channel.name()).isEqualTo("pricing");
			assertThat(channel.origin()).isEqualTo("the method 'pricing' of " + PricingConfiguration.class.getName());
		}, PricingConfiguration.class);
	}

	@Test
	void constructorParameterIsSeen() {
		assertOwner(ConstructorOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void fieldIsSeen() {
		assertOwner(FieldOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void methodParameterIsSeen() {
		assertOwner(MethodOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void parameterOfBeanMethodIsSeenAndItsBeanIsTheOwner() {
		TestContext.run((context) -> assertThat(only(context, "pricing.port1").bean()).isEqualTo("client"),
				PricingConfiguration.class, BeanMethodConfiguration.class);
	}

	@Test
	void providerThatWasNotAskedYetIsSeen() {
		assertOwner(ProviderOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void optionalIsSeen() {
		assertOwner(OptionalOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void lazyProxyIsSeen() {
		assertOwner(LazyPortOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void lazyBeanIsSeenAndNotCreated() {
		TestContext.run((context) -> {
			PortWiring.Owner owner = only(context, "pricing.port1");
			assertThat(owner.type()).isEqualTo(LazyOwner.class);
			assertThat(context.getBeanFactory().containsSingleton(owner.bean())).isFalse();
		}, PricingConfiguration.class, LazyOwner.class);
	}

	@Test
	void prototypeIsSeen() {
		assertOwner(PrototypeOwner.class, PortWiring.Use.INJECTED);
	}

	@Test
	void scopedBeanIsSeenUnderItsOwnName() {
		TestContext.run((context) -> {
			PortWiring.Owner owner = only(context, "pricing.port1");
			assertThat(owner.bean()).isEqualTo("portWiringTests.ScopedOwner");
		}, PricingConfiguration.class, ScopedOwner.class);
	}

	@Test
	void proxiedBeanIsSeenByItsClass() {
		TestContext.run((context) -> assertThat(only(context, "pricing.port1").type()).isEqualTo(ProxiedListener.class),
				PricingConfiguration.class, PortListenerProxyTests.InterfaceProxyConfiguration.class,
				ProxiedListener.class);
	}

	@Test
	void mapOfPortsTakesAllEndsWithoutBeingCertain() {
		TestContext.run((context) -> {
			PortWiring.Owner owner = only(context, "pricing.port1");
			assertThat(owner.uses()).containsExactly(PortWiring.Use.COLLECTED);
			assertThat(owner.isCertain()).isFalse();
			assertThat(owners(context, "pricing.port2")).hasSize(1);
		}, PricingConfiguration.class, MapOwner.class);
	}

	@Test
	void listOfOneQualifiedPortIsCertain() {
		TestContext.run((context) -> {
			assertThat(only(context, "pricing.port1").isCertain()).isTrue();
			assertThat(owners(context, "pricing.port2")).isEmpty();
		}, PricingConfiguration.class, ListOwner.class);
	}

	@Test
	void channelTakesBothEnds() {
		TestContext.run((context) -> {
			assertThat(only(context, "pricing.port1").uses()).containsExactly(PortWiring.Use.CHANNEL);
			assertThat(only(context, "pricing.port2").uses()).containsExactly(PortWiring.Use.CHANNEL);
		}, PricingConfiguration.class, ChannelOwner.class);
	}

	@Test
	void channelIsToldFromOthersByTheNameOfTheParameter() {
		TestContext.run((context) -> {
			assertThat(owners(context, "pricing.port1")).hasSize(1);
			assertThat(owners(context, "stock.port1")).isEmpty();
		}, PricingConfiguration.class, StockConfiguration.class, ChannelOwner.class);
	}

	@Test
	void beanThatWasGivenThePortByDefinitionIsSeen() {
		try (GenericApplicationContext context = TestContext.create(PricingConfiguration.class)) {
			context.registerBean("plain", DefinedOwner.class, (definition) -> definition.getConstructorArgumentValues()
				.addGenericArgumentValue(new RuntimeBeanReference("pricing.port1")));
			context.refresh();
			assertThat(only(context, "pricing.port1").bean()).isEqualTo("plain");
			assertThat(owners(context, "pricing.port2")).isEmpty();
		}
	}

	@Test
	void endpointHasTheOwnersOfItsListeners() {
		TestContext.run((context) -> {
			List<PortWiring.Endpoint> endpoints = context.getBean(PortWiring.class).endpoints();
			assertThat(endpoints).singleElement().satisfies((endpoint) -> {
				assertThat(endpoint.name()).isEqualTo("stock");
				assertThat(endpoint.owners()).singleElement()
					.satisfies((owner) -> assertThat(owner.type()).isEqualTo(EndpointListener.class));
			});
		}, EndpointListener.class);
	}

	@Test
	void thereAreNoModulesWithoutAnybodyWhoKnowsThem() {
		TestContext.run((context) -> assertThat(only(context, "pricing.port1").module()).isNull(),
				PricingConfiguration.class, FieldOwner.class);
	}

	@Test
	void moduleIsThatOfTheClass() {
		TestContext.run((context) -> assertThat(only(context, "pricing.port1").module()).isEqualTo("FieldOwner"),
				PricingConfiguration.class, FieldOwner.class, ModulesConfiguration.class);
	}

	@Test
	void moduleOfLibraryClassIsThatOfItsBeanMethod() {
		TestContext.run(
				(context) -> assertThat(only(context, "pricing.port1").module()).isEqualTo("LibraryConfiguration"),
				PricingConfiguration.class, LibraryConfiguration.class, ModulesConfiguration.class);
	}

	@Test
	void beansOfChildContextCountUntilItIsClosed() {
		TestContext.run((parent) -> {
			try (AnnotationConfigApplicationContext child = TestContext.create(FieldOwner.class)) {
				child.setParent(parent);
				child.refresh();
				assertThat(only(parent, "pricing.port1").type()).isEqualTo(FieldOwner.class);
				assertThat(child.getBean(PortWiring.class).channels()).isEmpty();
			}
			assertThat(owners(parent, "pricing.port1")).isEmpty();
		}, PricingConfiguration.class);
	}

	@Test
	void childWithChannelOfTheSameNameTakesItsOwn() {
		TestContext.run((parent) -> {
			try (AnnotationConfigApplicationContext child = TestContext.create(PricingConfiguration.class,
					FieldOwner.class)) {
				child.setParent(parent);
				child.refresh();
				assertThat(owners(parent, "pricing.port1")).isEmpty();
				assertThat(owners(child, "pricing.port1")).hasSize(1);
			}
		}, PricingConfiguration.class);
	}

	@Test
	void childrenAreToldUntilTheyAreClosed() {
		TestContext.run((parent) -> {
			PortWiring wiring = parent.getBean(PortWiring.class);
			try (AnnotationConfigApplicationContext child = TestContext.create(EndpointListener.class)) {
				child.setParent(parent);
				child.refresh();
				assertThat(wiring.children()).containsExactly(child.getBean(PortWiring.class));
				assertThat(wiring.listeners().ids()).isEmpty();
				assertThat(wiring.children().get(0).listeners().ids()).hasSize(2);
			}
			assertThat(wiring.children()).isEmpty();
		}, PricingConfiguration.class);
	}

	@Test
	void sidesAreThoseOfTheChannelAlsoOnceItHasClosed() {
		TestContext.run((context) -> {
			PortWiring wiring = context.getBean(PortWiring.class);
			List<ChannelSide> sides = wiring.sides(wiring.channels().get(0));
			assertThat(sides).extracting(ChannelSide::name).containsExactly("pricing.port1", "pricing.port2");
			context.getBean(MessageChannel.class).close();
			assertThat(wiring.sides(wiring.channels().get(0))).isEqualTo(sides);
			assertThat(sides.get(0).closeReason()).isEqualTo(CloseReason.LOCAL);
		}, PricingConfiguration.class);
	}

	@Test
	void channelThatWasNotCreatedYetHasNoSidesAndIsNotCreatedByTheQuestion() {
		TestContext.run((context) -> {
			PortWiring wiring = context.getBean(PortWiring.class);
			assertThat(wiring.sides(wiring.channels().get(0))).isEmpty();
			assertThat(context.getBeanFactory().containsSingleton("late")).isFalse();
		}, LateConfiguration.class);
	}

	private static void assertOwner(Class<?> type, PortWiring.Use use) {
		TestContext.run((context) -> {
			PortWiring.Owner owner = only(context, "pricing.port1");
			assertThat(owner.type()).isEqualTo(type);
			assertThat(owner.uses()).containsExactly(use);
			assertThat(owners(context, "pricing.port2")).isEmpty();
		}, PricingConfiguration.class, type);
	}

	private static PortWiring.Owner only(ApplicationContext context, String end) {
		List<PortWiring.Owner> owners = owners(context, end);
		assertThat(owners).hasSize(1);
		return owners.get(0);
	}

	private static List<PortWiring.Owner> owners(ApplicationContext context, String end) {
		return context.getBean(PortWiring.class)
			.channels()
			.stream()
			.flatMap((channel) -> channel.ends().stream())
			.filter((candidate) -> candidate.name().equals(end))
			.findFirst()
			.orElseThrow()
			.owners();
	}

	@Configuration(proxyBeanMethods = false)
	static class PricingConfiguration {

		@Bean
		MessageChannel pricing(MessageChannelFactory channels) {
			return channels.create("pricing");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StockConfiguration {

		@Bean
		MessageChannel stock(MessageChannelFactory channels) {
			return channels.create("stock");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ModulesConfiguration {

		@Bean
		PortModules modules() {
			return (type) -> type.getName().startsWith("dev.messageport") ? type.getSimpleName() : null;
		}

	}

	static class ListeningPoster {

		ListeningPoster(@Qualifier("pricing.port2") MessagePort port) {
		}

		@PortListener("pricing.port2")
		void on(String payload) {
		}

	}

	static class ConstructorOwner {

		ConstructorOwner(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	static class FieldOwner {

		@Autowired
		@Qualifier("pricing.port1")
		MessagePort port;

	}

	static class MethodOwner {

		@Autowired
		void setPort(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanMethodConfiguration {

		@Bean
		Client client(@Qualifier("pricing.port1") MessagePort port) {
			return new Client(port);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LibraryConfiguration {

		@Bean
		StringBuilder library(@Qualifier("pricing.port1") MessagePort port) {
			return new StringBuilder();
		}

	}

	record Client(MessagePort port) {

	}

	static class ProviderOwner {

		ProviderOwner(@Qualifier("pricing.port1") ObjectProvider<MessagePort> port) {
		}

	}

	static class OptionalOwner {

		OptionalOwner(@Qualifier("pricing.port1") Optional<MessagePort> port) {
		}

	}

	static class LazyPortOwner {

		LazyPortOwner(@Lazy @Qualifier("pricing.port1") MessagePort port) {
		}

	}

	@Lazy
	static class LazyOwner {

		LazyOwner(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	@Scope("prototype")
	static class PrototypeOwner {

		PrototypeOwner(@Qualifier("pricing.port1") MessagePort port) {
		}

	}

	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedOwner {

		@Autowired
		@Qualifier("pricing.port1")
		MessagePort port;

	}

	static class ProxiedListener implements PortListenerProxyTests.Answering {

		@Autowired
		@Qualifier("pricing.port1")
		MessagePort port;

		@Override
		public String answer(String payload) {
			return payload;
		}

	}

	static class MapOwner {

		MapOwner(Map<String, MessagePort> ports) {
		}

	}

	static class ListOwner {

		ListOwner(@Qualifier("pricing.port1") List<MessagePort> ports) {
		}

	}

	static class ChannelOwner {

		ChannelOwner(MessageChannel pricing) {
		}

	}

	static class DefinedOwner {

		DefinedOwner(MessagePort port) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateConfiguration {

		@Bean
		@Lazy
		MessageChannel late(MessageChannelFactory channels) {
			return channels.create("late");
		}

	}

	static class EndpointListener {

		@PortListener("stock")
		void on(String payload) {
		}

		@PortListener("stock")
		void closed(CloseEvent event) {
		}

	}

}

package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.messageport.ChannelSide;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;

/**
 * Who is connected with whom: the channels and endpoints that are declared in an
 * application context, and the beans that own them. Made anew whenever it is asked for,
 * by a look at bean definitions and at the dependencies between beans; creates no bean.
 * To be asked when all singletons have been created. Thread-safe.
 * <p>
 * A bean takes an end of a channel if it has a {@link PortListener} there, or if the port
 * is injected into it: into a constructor, a field, a method, or the method that makes
 * the bean; also lazily, by an {@code ObjectProvider}, or into a bean that does not exist
 * yet. Who has the {@link dev.messageport.MessageChannel MessageChannel} injected may
 * take both ends. Beans of child contexts that are open count as well.
 * <p>
 * What cannot be seen: a look-up by name ({@code getBean("pricing.port1")}, a
 * {@code @Lookup} method, an expression), who gets a port in a message or from another
 * bean, and who connects to an endpoint by a {@link MessagePortTemplate}. In a native
 * image, and into a bean that a supplier of the user makes, only what has been injected
 * already is seen.
 *
 * @see PortModules
 */
public final class PortWiring {

	private final DeclaredEnds declared;

	private final PortUses uses;

	private final PortOwners owners;

	private final PortListenerEndpointRegistry registry;

	private final @Nullable PortWiring parent;

	private final List<PortWiring> children = new CopyOnWriteArrayList<>();

	PortWiring(DeclaredEnds declared, PortUses uses, PortOwners owners, PortListenerEndpointRegistry registry,
			@Nullable PortWiring parent) {
		this.declared = declared;
		this.uses = uses;
		this.owners = owners;
		this.registry = registry;
		this.parent = parent;
	}

	/**
	 * Return the channels that are declared in this application context, those of its
	 * parent not included.
	 * @return the channels, by name
	 */
	public List<Channel> channels() {
		List<Channel> channels = new ArrayList<>();
		Map<PortWiring, Map<String, List<PortUse>>> listening = new IdentityHashMap<>();
		for (String name : this.declared.channels()) {
			channels.add(new Channel(name, this.declared.origin(name), end(name, "port1", listening),
					end(name, "port2", listening)));
		}
		return channels;
	}

	/**
	 * Return the endpoints of this application context, with the beans whose listeners
	 * they call. Who connects to them is not known before it does.
	 * @return the endpoints, by name
	 */
	public List<Endpoint> endpoints() {
		Map<String, List<PortUse>> byName = new TreeMap<>();
		this.registry.listeners()
			.values()
			.stream()
			.filter((listener) -> !this.declared.isPort(listener.name()))
			.map(PortUses::of)
			.forEach((use) -> byName.computeIfAbsent(use.taken(), (name) -> new ArrayList<>()).add(use));
		return byName.entrySet()
			.stream()
			.map((entry) -> new Endpoint(entry.getKey(), this.owners.of(entry.getValue())))
			.toList();
	}

	/**
	 * Return both sides of a channel that is declared in this application context, also
	 * when they have been transferred or closed.
	 * @param channel the channel
	 * @return the side of its first end and that of its second one; empty if the channel
	 * has not been created yet, or was not made by
	 * {@link MessageChannelFactory#builder()}
	 */
	public List<ChannelSide> sides(Channel channel) {
		MessageChannel existing = this.declared.existing(channel.name());
		if (existing == null) {
			return List.of();
		}
		return Stream.of(existing.port1(), existing.port2()).map(ChannelSide::of).flatMap(Stream::ofNullable).toList();
	}

	/**
	 * Return the listeners of this application context.
	 * @return what knows them, and can pause them
	 */
	public PortListenerEndpointRegistry listeners() {
		return this.registry;
	}

	/**
	 * Return the wirings of the child contexts that are open.
	 * @return the wirings, in the order in which the contexts have started
	 */
	public List<PortWiring> children() {
		return List.copyOf(this.children);
	}

	/**
	 * Return the channels of the ancestors, which beans of this context may take as well.
	 * @return the channels of all ancestors
	 */
	List<Channel> inheritedChannels() {
		if (this.parent == null) {
			return List.of();
		}
		List<Channel> channels = new ArrayList<>(this.parent.channels());
		channels.addAll(this.parent.inheritedChannels());
		return channels;
	}

	/**
	 * Let the parent take this context into account.
	 */
	void join() {
		if (this.parent != null) {
			this.parent.children.add(this);
		}
	}

	void leave() {
		if (this.parent != null) {
			this.parent.children.remove(this);
		}
	}

	private End end(String channel, String end, Map<PortWiring, Map<String, List<PortUse>>> listening) {
		String name = channel + "." + end;
		return new End(name, owners(channel, name, listening).toList());
	}

	/**
	 * Find who takes an end.
	 * @param channel the name of the channel
	 * @param end the name of the end
	 * @param listening who listens where, for each wiring that was looked at: once, not
	 * for each end
	 * @return the owners, those of child contexts last
	 */
	private Stream<Owner> owners(String channel, String end, Map<PortWiring, Map<String, List<PortUse>>> listening) {
		List<PortUse> own = new ArrayList<>(this.uses.of(channel, end));
		own.addAll(listening.computeIfAbsent(this, PortWiring::listening).getOrDefault(end, List.of()));
		Stream<Owner> ofChildren = this.children.stream()
			.filter((child) -> !child.declared.isLocal(end))
			.flatMap((child) -> child.owners(channel, end, listening));
		return Stream.concat(this.owners.of(own).stream(), ofChildren);
	}

	private Map<String, List<PortUse>> listening() {
		return this.registry.listeners()
			.values()
			.stream()
			.map(PortUses::of)
			.collect(Collectors.groupingBy(PortUse::taken));
	}

	/**
	 * How a bean takes an end or an endpoint.
	 */
	public enum Use {

		/**
		 * It has a {@link PortListener} there.
		 */
		LISTENS,

		/**
		 * The {@link MessagePort} is injected.
		 */
		INJECTED,

		/**
		 * The port is injected together with others: in a collection, a map, or an
		 * {@code ObjectProvider} of several.
		 */
		COLLECTED,

		/**
		 * The channel is injected, which has both ends.
		 */
		CHANNEL

	}

	/**
	 * A channel that is declared.
	 *
	 * @param name the name of its bean
	 * @param origin where it is declared, for people
	 * @param port1 its first end
	 * @param port2 its second end
	 */
	public record Channel(String name, String origin, End port1, End port2) {

		/**
		 * Return both ends.
		 * @return the first one, and the second
		 */
		public List<End> ends() {
			return List.of(this.port1, this.port2);
		}

		End otherEnd(End end) {
			return end.equals(this.port1) ? this.port2 : this.port1;
		}

	}

	/**
	 * One end of a declared channel.
	 *
	 * @param name the name of its bean, such as {@code pricing.port1}
	 * @param owners the beans that take it, by name, those of child contexts last; empty
	 * if no such bean can be seen
	 */
	public record End(String name, List<Owner> owners) {

	}

	/**
	 * An endpoint that anyone can connect to.
	 *
	 * @param name its name
	 * @param owners the beans whose listeners are called, by name
	 */
	public record Endpoint(String name, List<Owner> owners) {

	}

	/**
	 * A bean that takes an end or an endpoint.
	 *
	 * @param bean the name of the bean
	 * @param type the class of the bean behind its proxies, or {@code null} if it is not
	 * known
	 * @param module the module, or {@code null} if the bean is part of none
	 * @param uses how the bean takes it
	 * @param places where it does so, for people
	 */
	public record Owner(String bean, @Nullable Class<?> type, @Nullable String module, Set<Use> uses,
			List<String> places) {

		static Owner of(String bean, @Nullable Class<?> type, @Nullable String module, List<PortUse> uses) {
			Set<Use> kinds = EnumSet.noneOf(Use.class);
			uses.forEach((use) -> kinds.add(use.kind()));
			return new Owner(bean, type, module, Collections.unmodifiableSet(kinds),
					uses.stream().map(PortUse::place).distinct().toList());
		}

		/**
		 * Return whether the bean has taken this very end by name, and not just one of
		 * several of which it may use others.
		 * @return whether the bean listens at it or has it injected
		 */
		public boolean isCertain() {
			return this.uses.contains(Use.LISTENS) || this.uses.contains(Use.INJECTED);
		}

	}

}

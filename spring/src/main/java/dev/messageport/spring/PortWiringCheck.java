package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Checks, before anything else starts in an application context, that each end of a
 * declared channel belongs to somebody and to one module only.
 * <p>
 * <strong>One module.</strong> An end is private to the module that owns it: a bean of
 * another module that listens there as well, or has the port injected, gets messages that
 * are not meant for it, or posts in the name of another. That fails, always. Several
 * beans of one module may share an end, for instance one that listens there and one that
 * posts on it: they are on the same side of the conversation, and ports are thread-safe.
 * What is no evidence: a bean without a module (one of a library, one in the
 * application's base package itself, and all of them when there are no modules), a
 * collection of ports, and a channel that is injected, because its owner may use the
 * other end. (That two listeners want the same messages is found when they are
 * registered.)
 * <p>
 * <strong>Somebody.</strong> An end that no bean takes is a warning, or fails, as the
 * {@link PortWiringPolicy} says. Each context checks the channels that it declares
 * itself; those of its parents are checked for the first rule only, because the parents
 * have started before they knew their children.
 */
final class PortWiringCheck implements SmartLifecycle, DisposableBean {

	private static final String REMEDY = "Add a @PortListener there, inject the port with @Qualifier, or remove the"
			+ " channel. If somebody takes it who cannot be seen when the context starts (a child context, a look-up by"
			+ " name), name it in 'messageport.wiring.ignore'.";

	private static final Log logger = LogFactory.getLog(PortWiringCheck.class);

	private final PortWiring wiring;

	private final PortWiringPolicy policy;

	private final Supplier<Stream<PortWiringRule>> rules;

	private final Consumer<String> warnings;

	private volatile boolean running;

	private boolean checked;

	PortWiringCheck(PortWiring wiring, PortWiringPolicy policy, Supplier<Stream<PortWiringRule>> rules) {
		this(wiring, policy, rules, logger::warn);
	}

	PortWiringCheck(PortWiring wiring, PortWiringPolicy policy, Supplier<Stream<PortWiringRule>> rules,
			Consumer<String> warnings) {
		this.wiring = wiring;
		this.policy = policy;
		this.rules = rules;
		this.warnings = warnings;
	}

	@Override
	public void start() {
		if (!this.checked) {
			this.checked = true;
			check();
		}
		this.running = true;
	}

	private void check() {
		List<PortWiring.Channel> channels = this.wiring.channels();
		this.wiring.join();
		channels.forEach(PortWiringCheck::checkModules);
		this.wiring.inheritedChannels().forEach(PortWiringCheck::checkModules);
		checkTaken(channels);
		this.rules.get().forEach((rule) -> rule.check(this.wiring));
	}

	private static void checkModules(PortWiring.Channel channel) {
		for (PortWiring.End end : channel.ends()) {
			List<PortWiring.Owner> owners = end.owners()
				.stream()
				.filter((owner) -> owner.isCertain() && owner.module() != null)
				.toList();
			Set<String> modules = modules(owners);
			if (modules.size() > 1) {
				throw new PortOwnershipException(
						"'" + end.name() + "', one end of the channel '" + channel.name() + "', declared by "
								+ channel.origin() + ", is owned by the modules " + quoted(modules)
								+ ", but an end belongs to one module:" + places(owners),
						remedy(channel, end, modules));
			}
		}
	}

	private static String remedy(PortWiring.Channel channel, PortWiring.End end, Set<String> modules) {
		PortWiring.End other = channel.otherEnd(end);
		Set<String> others = modules(other.owners());
		if (other.owners().isEmpty()) {
			return "Nobody owns '" + other.name() + "': let one of the modules " + quoted(modules) + " take that end.";
		}
		others.retainAll(modules);
		return (others.size() == 1)
				? "The module " + quoted(others) + " owns '" + other.name() + "' already: let it use that end only."
				: "Leave '" + end.name() + "' to one of them, and declare a channel of its own for the other.";
	}

	private void checkTaken(List<PortWiring.Channel> channels) {
		List<String> problems = new ArrayList<>();
		for (PortWiring.Channel channel : channels) {
			List<PortWiring.End> free = channel.ends()
				.stream()
				.filter((end) -> end.owners().isEmpty() && !this.policy.ignores(channel, end))
				.toList();
			if (!free.isEmpty()) {
				problems.add(describe(channel, free));
			}
		}
		if (this.policy.strict() && !problems.isEmpty()) {
			throw new PortOwnershipException(String.join(System.lineSeparator(), problems), REMEDY);
		}
		problems.forEach((problem) -> this.warnings.accept(problem + " " + REMEDY));
	}

	private static String describe(PortWiring.Channel channel, List<PortWiring.End> free) {
		String declared = "the channel '" + channel.name() + "', declared by " + channel.origin();
		if (free.size() == 2) {
			return "Nobody takes '" + free.get(0).name() + "' or '" + free.get(1).name() + "', the ends of " + declared
					+ ": no bean listens at them, and none has them injected.";
		}
		PortWiring.End end = free.get(0);
		return "Nobody takes '" + end.name() + "', one end of " + declared + ": no bean listens at it, and none has it"
				+ " injected, so what is posted on '" + channel.otherEnd(end).name() + "' is never read.";
	}

	private static Set<String> modules(List<PortWiring.Owner> owners) {
		return owners.stream()
			.map(PortWiring.Owner::module)
			.flatMap(Stream::ofNullable)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String quoted(Set<String> names) {
		return names.stream().map((name) -> "'" + name + "'").collect(Collectors.joining(" and "));
	}

	private static String places(List<PortWiring.Owner> owners) {
		return owners.stream()
			.flatMap((owner) -> owner.places()
				.stream()
				.map((place) -> System.lineSeparator() + "  - module '" + owner.module() + "': " + place))
			.collect(Collectors.joining());
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void destroy() {
		this.wiring.leave();
	}

}

package dev.messageport.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.util.ClassUtils;

import dev.messageport.spring.PortWiring;

/**
 * Verifies channels against the modules of Spring Modulith: a channel may connect two
 * modules if one of them may depend on the other, whichever it is, because a channel goes
 * both ways.
 * <p>
 * A module may depend on those that its {@code allowedDependencies} name, by any named
 * interface; on all, if it has none declared; and on its parent module. That a module is
 * open ({@code type = OPEN}) makes its types visible but allows nobody to depend on it,
 * here as in Spring Modulith. Beans that are part of no module, and endpoints, whose
 * clients are not known before they connect, are not looked at.
 *
 * <pre>{@code
 * &#64;SpringBootTest
 * class ModuleTests {
 *
 *     &#64;Test
 *     void modulesMayTalk(@Autowired PortWiring wiring) {
 *         ApplicationModules modules = ApplicationModules.of(Application.class).verify();
 *         PortModuleVerification.of(modules).verify(wiring);
 *     }
 *
 * }
 * }</pre>
 *
 * With {@code spring.modulith.runtime.verification-enabled=true}, it is done when the
 * application starts.
 */
public final class PortModuleVerification {

	private final ApplicationModules modules;

	private final AllowedModules allowed;

	private PortModuleVerification(ApplicationModules modules) {
		this.modules = modules;
		this.allowed = new AllowedModules(modules);
	}

	/**
	 * Create a verification against modules.
	 * @param modules the modules of the application
	 * @return the verification
	 */
	public static PortModuleVerification of(ApplicationModules modules) {
		return new PortModuleVerification(modules);
	}

	/**
	 * Verify that all declared channels connect modules that may depend on each other.
	 * @param wiring the wiring of the application context that declares the channels
	 * @throws PortModuleException if a channel does not
	 */
	public void verify(PortWiring wiring) {
		List<String> violations = detectViolations(wiring);
		if (!violations.isEmpty()) {
			throw new PortModuleException(violations);
		}
	}

	/**
	 * Return what is wrong with the declared channels.
	 * @param wiring the wiring of the application context that declares the channels
	 * @return a description for each channel and each two modules that it must not
	 * connect; empty if there is none
	 */
	public List<String> detectViolations(PortWiring wiring) {
		Set<String> violations = new LinkedHashSet<>();
		for (PortWiring.Channel channel : wiring.channels()) {
			for (Owned one : owned(channel.port1())) {
				for (Owned other : owned(channel.port2())) {
					if (!this.allowed.mayTalk(one.module(), other.module())) {
						violations.add(describe(channel, one, other));
					}
				}
			}
		}
		return List.copyOf(violations);
	}

	private List<Owned> owned(PortWiring.End end) {
		List<Owned> owned = new ArrayList<>();
		end.owners()
			.stream()
			.filter((owner) -> owner.isCertain() || owner.uses().contains(PortWiring.Use.CHANNEL))
			.forEach((owner) -> moduleOf(owner).ifPresent((module) -> owned.add(new Owned(end, owner, module))));
		return owned;
	}

	private Optional<ApplicationModule> moduleOf(PortWiring.Owner owner) {
		Optional<ApplicationModule> byType = Optional.ofNullable(owner.type())
			.map(ClassUtils::getPackageName)
			.flatMap(this.modules::getModuleForPackage);
		return byType.or(() -> Optional.ofNullable(owner.module()).flatMap(this.modules::getModuleByName));
	}

	private String describe(PortWiring.Channel channel, Owned one, Owned other) {
		return "The channel '" + channel.name() + "', declared by " + channel.origin() + ", connects the modules '"
				+ one.module().getIdentifier() + "' and '" + other.module().getIdentifier()
				+ "', but neither may depend on the other: " + one.describe() + ", " + other.describe() + "; "
				+ this.allowed.describe(one.module()) + ", " + this.allowed.describe(other.module());
	}

	/**
	 * An end in the hands of a module.
	 */
	private record Owned(PortWiring.End end, PortWiring.Owner owner, ApplicationModule module) {

		String describe() {
			return "'" + this.end.name() + "' belongs to bean '" + this.owner.bean() + "'"
					+ Optional.ofNullable(this.owner.type())
						.map((type) -> " (" + type.getName() + ")")
						.stream()
						.collect(Collectors.joining());
		}

	}

}

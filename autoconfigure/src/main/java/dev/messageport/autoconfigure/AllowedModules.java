package dev.messageport.autoconfigure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Knows which modules may depend on which.
 */
final class AllowedModules {

	private final ApplicationModules modules;

	AllowedModules(ApplicationModules modules) {
		this.modules = modules;
	}

	boolean mayTalk(ApplicationModule one, ApplicationModule other) {
		return one.equals(other) || mayDepend(one, other) || mayDepend(other, one);
	}

	private boolean mayDepend(ApplicationModule from, ApplicationModule to) {
		return !isRestricted(from) || isWithin(from, to)
				|| from.getAllowedDependencies(this.modules)
					.stream()
					.anyMatch((allowed) -> allowed.getTargetModule().equals(to));
	}

	private boolean isWithin(ApplicationModule inner, ApplicationModule outer) {
		Optional<ApplicationModule> parent = this.modules.getParentOf(inner);
		return parent.isPresent() && (parent.get().equals(outer) || isWithin(parent.get(), outer));
	}

	/**
	 * Return whether a module names the modules that it may depend on: one that may
	 * depend on none, and one that may depend on all, both have an empty list.
	 * @param module the module
	 * @return whether its dependencies are restricted
	 */
	private boolean isRestricted(ApplicationModule module) {
		return module.getBasePackage()
			.findAnnotation(org.springframework.modulith.ApplicationModule.class)
			.map(org.springframework.modulith.ApplicationModule::allowedDependencies)
			.filter((allowed) -> !Arrays.asList(allowed)
				.contains(org.springframework.modulith.ApplicationModule.OPEN_TOKEN))
			.isPresent();
	}

	String describe(ApplicationModule module) {
		String allowed = module.getAllowedDependencies(this.modules)
			.stream()
			.map((dependency) -> "'" + dependency.getTargetModule().getIdentifier() + "'")
			.distinct()
			.collect(Collectors.joining(", "));
		return "'" + module.getIdentifier() + "' may depend on " + (allowed.isEmpty() ? "none" : allowed);
	}

}

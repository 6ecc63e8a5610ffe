package dev.messageport.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.messageport.spring.PortModules;

/**
 * Takes the packages directly below the application's base packages for its modules.
 *
 * @param basePackages the base packages
 */
record PackageModules(List<String> basePackages) implements PortModules {

	@Override
	public @Nullable String moduleOf(Class<?> type) {
		String packageName = ClassUtils.getPackageName(type);
		return this.basePackages.stream()
			.filter((base) -> packageName.startsWith(base + "."))
			.map((base) -> packageName.substring(base.length() + 1))
			.map((below) -> below.contains(".") ? below.substring(0, below.indexOf('.')) : below)
			.findFirst()
			.orElse(null);
	}

}

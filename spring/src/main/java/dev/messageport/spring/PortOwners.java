package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Makes owners, one for each bean, of what beans do with an end: adds their types and
 * modules.
 */
final class PortOwners {

	private final BeanTypes types;

	private final ObjectProvider<PortModules> modules;

	PortOwners(ConfigurableListableBeanFactory beanFactory, ObjectProvider<PortModules> modules) {
		this.types = new BeanTypes(beanFactory);
		this.modules = modules;
	}

	List<PortWiring.Owner> of(List<PortUse> uses) {
		Map<String, List<PortUse>> byBean = new TreeMap<>();
		uses.forEach((use) -> byBean.computeIfAbsent(use.beanName(), (name) -> new ArrayList<>()).add(use));
		return byBean.entrySet().stream().map((entry) -> owner(entry.getKey(), entry.getValue())).toList();
	}

	private PortWiring.Owner owner(String beanName, List<PortUse> uses) {
		Class<?> type = this.types.of(beanName);
		return PortWiring.Owner.of(beanName, type, moduleOf(beanName, type), uses);
	}

	/**
	 * Return the module of a bean: that of its class, or, for a class of a library, that
	 * of the class with the method that makes the bean.
	 * @param beanName the name of the bean
	 * @param type its class
	 * @return the module, or {@code null} if there is none
	 */
	private @Nullable String moduleOf(String beanName, @Nullable Class<?> type) {
		PortModules modules = this.modules.getIfAvailable();
		if (modules == null) {
			return null;
		}
		return Stream.of(type, this.types.definedIn(beanName))
			.flatMap(Stream::ofNullable)
			.map(modules::moduleOf)
			.flatMap(Stream::ofNullable)
			.findFirst()
			.orElse(null);
	}

}

package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Knows which beans of an application context have ports and channels injected: those
 * whose injection points say so, and those that have got one in another way. Thread-safe.
 */
final class PortUses {

	private final ConfigurableListableBeanFactory beanFactory;

	private final InjectionScan scan;

	private volatile @Nullable List<PortUse> scanned;

	PortUses(ConfigurableListableBeanFactory beanFactory, DeclaredEnds declared) {
		this.beanFactory = beanFactory;
		this.scan = new InjectionScan(beanFactory, declared);
	}

	static PortUse of(NamedListener listener) {
		String beanName = Objects.requireNonNullElse(listener.beanName(), "");
		return new PortUse(listener.name(), beanName, PortWiring.Use.LISTENS, "listener " + listener);
	}

	/**
	 * Return which beans have an end injected, or its channel.
	 * @param channel the name of the channel
	 * @param end the name of the end
	 * @return the uses
	 */
	List<PortUse> of(String channel, String end) {
		List<PortUse> uses = new ArrayList<>();
		for (PortUse use : scanned()) {
			if (use.taken().equals(end) || use.taken().equals(channel)) {
				uses.add(use);
			}
		}
		addDependents(end, PortWiring.Use.INJECTED, uses);
		addDependents(channel, PortWiring.Use.CHANNEL, uses);
		return uses;
	}

	/**
	 * Add the beans that have got a bean in a way that their class does not tell, such as
	 * by a definition in XML.
	 * @param taken the name of the bean that they have got
	 * @param kind how they take it
	 * @param uses what is known so far
	 */
	private void addDependents(String taken, PortWiring.Use kind, List<PortUse> uses) {
		for (String dependent : this.beanFactory.getDependentBeans(taken)) {
			boolean known = uses.stream()
				.anyMatch((use) -> use.taken().equals(taken) && use.beanName().equals(dependent));
			if (!known && !isEnd(dependent, taken) && !isInfrastructure(dependent)) {
				uses.add(new PortUse(taken, dependent, kind,
						"'" + taken + "' was injected into bean '" + dependent + "'"));
			}
		}
	}

	private static boolean isEnd(String name, String channel) {
		return name.equals(channel + ".port1") || name.equals(channel + ".port2");
	}

	private boolean isInfrastructure(String name) {
		return this.beanFactory.containsBeanDefinition(name)
				&& this.beanFactory.getBeanDefinition(name).getRole() == BeanDefinition.ROLE_INFRASTRUCTURE;
	}

	// Bean definitions hardly change once the context has started: looked at once
	private List<PortUse> scanned() {
		List<PortUse> present = this.scanned;
		if (present == null) {
			present = this.scan.scan();
			this.scanned = present;
		}
		return present;
	}

}

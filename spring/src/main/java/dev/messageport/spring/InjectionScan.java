package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.MessagePort;

/**
 * Looks through the bean definitions of an application context for injection points of
 * ports and channels, whether something has been injected there yet or not. The bean
 * factory decides which of the declared ends each of them is for.
 */
final class InjectionScan {

	private final ConfigurableListableBeanFactory beanFactory;

	private final DeclaredEnds declared;

	private final BeanTypes types;

	InjectionScan(ConfigurableListableBeanFactory beanFactory, DeclaredEnds declared) {
		this.beanFactory = beanFactory;
		this.declared = declared;
		this.types = new BeanTypes(beanFactory);
	}

	List<PortUse> scan() {
		List<String> channels = this.declared.visibleChannels();
		if (channels.isEmpty()) {
			return List.of();
		}
		List<String> ends = channels.stream()
			.flatMap((name) -> List.of(name + ".port1", name + ".port2").stream())
			.toList();
		List<PortUse> uses = new ArrayList<>();
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
			if (!definition.isAbstract() && definition.getRole() != BeanDefinition.ROLE_INFRASTRUCTURE) {
				Class<?> type = this.types.of(beanName);
				for (InjectionPoints.Point point : InjectionPoints.of(definition, type)) {
					addUses(beanName, point, (point.wants() == MessagePort.class) ? ends : channels, uses);
				}
			}
		}
		return List.copyOf(uses);
	}

	private void addUses(String beanName, InjectionPoints.Point point, List<String> candidates, List<PortUse> uses) {
		List<String> matching = matching(point, candidates);
		String owner = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		PortWiring.Use kind = (point.wants() != MessagePort.class) ? PortWiring.Use.CHANNEL
				: (matching.size() == 1) ? PortWiring.Use.INJECTED : PortWiring.Use.COLLECTED;
		matching.forEach((name) -> uses
			.add(new PortUse(name, owner, kind, "'" + name + "' injected at " + point + " of bean '" + owner + "'")));
	}

	/**
	 * Return what is injected at a point. The name of a parameter or field decides
	 * between several candidates for one, as it does for the bean factory; otherwise that
	 * fails.
	 * @param point the injection point
	 * @param candidates the names of ends or of channels
	 * @return the names of those that match
	 */
	private List<String> matching(InjectionPoints.Point point, List<String> candidates) {
		List<String> matching = candidates.stream()
			.filter((name) -> this.beanFactory.isAutowireCandidate(name, point.descriptor()))
			.toList();
		if (matching.size() < 2 || !point.direct()) {
			return matching;
		}
		String name = point.descriptor().getDependencyName();
		return (name != null && matching.contains(name)) ? List.of(name) : List.of();
	}

}

package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * The channels that are beans of an application context and have both ends as beans, and
 * where they are declared.
 */
final class DeclaredEnds {

	private final ConfigurableListableBeanFactory beanFactory;

	DeclaredEnds(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	List<String> channels() {
		return channelsOf(this.beanFactory).sorted().toList();
	}

	/**
	 * Return the channels that beans of this context may take.
	 * @return the channels of this context and of its ancestors
	 */
	List<String> visibleChannels() {
		List<String> names = new ArrayList<>();
		BeanFactory next = this.beanFactory;
		while (next instanceof ConfigurableListableBeanFactory present) {
			channelsOf(present).filter((name) -> !names.contains(name)).forEach(names::add);
			next = present.getParentBeanFactory();
		}
		return names;
	}

	private static Stream<String> channelsOf(ConfigurableListableBeanFactory beanFactory) {
		return Arrays.stream(beanFactory.getBeanNamesForType(MessageChannel.class, false, false))
			.filter((name) -> beanFactory.containsLocalBean(name + ".port1")
					&& beanFactory.containsLocalBean(name + ".port2"));
	}

	boolean isLocal(String name) {
		return this.beanFactory.containsLocalBean(name);
	}

	boolean isPort(String name) {
		return this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, MessagePort.class);
	}

	/**
	 * Return a channel, without creating it.
	 * @param channel the name of the channel
	 * @return the channel, or {@code null} if it does not exist yet
	 */
	@Nullable MessageChannel existing(String channel) {
		return (this.beanFactory.getSingleton(channel) instanceof MessageChannel present) ? present : null;
	}

	/**
	 * Return where a channel is declared.
	 * @param channel the name of the channel
	 * @return the place, for people
	 */
	String origin(String channel) {
		if (!this.beanFactory.containsBeanDefinition(channel)) {
			return "the singleton '" + channel + "'";
		}
		BeanDefinition definition = this.beanFactory.getBeanDefinition(channel);
		if (definition instanceof AnnotatedBeanDefinition annotated && annotated.getFactoryMethodMetadata() != null) {
			return "the method '" + annotated.getFactoryMethodMetadata().getMethodName() + "' of "
					+ annotated.getFactoryMethodMetadata().getDeclaringClassName();
		}
		String resource = definition.getResourceDescription();
		return (resource != null) ? resource : "the bean '" + channel + "'";
	}

}

package dev.messageport.autoconfigure;

import dev.messageport.MessageChannelFactory;

/**
 * Changes the auto-configured {@link MessageChannelFactory} before it is built. Beans of
 * this type are applied in order, after the properties.
 * <p>
 * A {@link dev.messageport.ChannelObserver} is better defined as a bean: one that is set
 * here replaces those that close the channels with the application context and count the
 * messages.
 */
@FunctionalInterface
public interface MessageChannelFactoryBuilderCustomizer {

	/**
	 * Customize the builder.
	 * @param builder the builder to customize
	 */
	void customize(MessageChannelFactory.Builder builder);

}

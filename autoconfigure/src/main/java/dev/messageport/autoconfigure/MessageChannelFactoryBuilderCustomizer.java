package dev.messageport.autoconfigure;

import dev.messageport.MessageChannelFactory;

/**
 * Changes the auto-configured {@link dev.messageport.MessageChannelFactory.Builder
 * MessageChannelFactory.Builder} beans, and with them the {@link MessageChannelFactory}.
 * Beans of this type are applied in order, after the properties.
 * <p>
 * A {@link dev.messageport.ChannelObserver} that is added here is told after those that
 * are beans; a {@link dev.messageport.PortInterceptor} that is added here stands inside
 * of those.
 */
@FunctionalInterface
public interface MessageChannelFactoryBuilderCustomizer {

	/**
	 * Customize the builder.
	 * @param builder the builder to customize
	 */
	void customize(MessageChannelFactory.Builder builder);

}

package dev.messageport.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;

import dev.messageport.ChannelOptions;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;

/**
 * Makes the channels that are declared by properties; the factory bean of their bean
 * definitions.
 */
final class DeclaredChannels {

	private final ObjectProvider<MessageChannelFactory> factory;

	private final MessagePortProperties properties;

	DeclaredChannels(ObjectProvider<MessageChannelFactory> factory, MessagePortProperties properties) {
		this.factory = factory;
		this.properties = properties;
	}

	MessageChannel create(String name) {
		ChannelOptions.Builder options = ChannelOptions.builder();
		new PropertyTarget("messageport.channels").set(name, name, options::name);
		MessagePortProperties.Channel channel = this.properties.getChannels().get(name);
		if (channel != null) {
			PropertyTarget target = new PropertyTarget("messageport.channels." + name);
			target.set("capacity", channel.getCapacity(), options::capacity);
			target.set("overflow", channel.getOverflow(), options::overflow);
			target.set("block-timeout", channel.getBlockTimeout(), options::blockTimeout);
			target.set("payloads", channel.getPayloads(), options::payloads);
		}
		return this.factory.getObject().create(options.build());
	}

}

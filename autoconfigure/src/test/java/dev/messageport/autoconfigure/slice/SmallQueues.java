package dev.messageport.autoconfigure.slice;

import org.springframework.stereotype.Component;

import dev.messageport.MessageChannelFactory;
import dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer;

/**
 * Makes all queues small.
 */
@Component
public class SmallQueues implements MessageChannelFactoryBuilderCustomizer {

	@Override
	public void customize(MessageChannelFactory.Builder builder) {
		builder.capacity(10);
	}

}

package dev.messageport.autoconfigure.slice;

import org.springframework.stereotype.Component;

import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

/**
 * Stamps each message.
 */
@Component
public class StampingInterceptor implements PortInterceptor {

	@Override
	public void beforePost(OutgoingMessage message) {
		message.setHeader("stamp", "slice");
	}

}

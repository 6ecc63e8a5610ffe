package dev.messageport.autoconfigure.slice;

import dev.messageport.spring.PortListener;

/**
 * Listens twice.
 */
abstract class AbstractEcho {

	@PortListener("echo")
	@PortListener("repeat")
	String echo(String text) {
		return text;
	}

}

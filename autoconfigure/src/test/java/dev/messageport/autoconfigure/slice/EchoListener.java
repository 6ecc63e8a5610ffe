package dev.messageport.autoconfigure.slice;

import org.springframework.stereotype.Component;

/**
 * Inherits its listeners.
 */
@Component
public class EchoListener extends AbstractEcho {

}

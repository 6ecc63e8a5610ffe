package dev.messageport.autoconfigure.slice;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application with components that have to do with ports, and others.
 */
@SpringBootApplication
public class SliceApplication {

}

package dev.messageport.autoconfigure.monitoring;

import java.util.List;

/**
 * Description of one of several channels of a name.
 *
 * @param ends both ends
 */
public record EndsDescriptor(List<EndDescriptor> ends) {

}

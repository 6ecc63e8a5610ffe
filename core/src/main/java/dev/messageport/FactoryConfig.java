package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * What all channels of a factory share.
 *
 * @param observer the observer, or {@code null} when there is none
 * @param interceptors the interceptors, or {@code null} when there are none
 * @param copier copies payloads
 * @param errorHandler is told what listeners throw
 * @param leaks reports ports that were not closed
 */
record FactoryConfig(@Nullable ChannelObserver observer, @Nullable Interceptors interceptors, Copier copier,
		PortErrorHandler errorHandler, Leaks leaks) {

}

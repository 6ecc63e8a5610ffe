package sample.tour;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the tour.
 *
 * @param enabled whether to play the tour at start-up
 * @param timeout how long a scene waits for each thing that has to happen in it
 */
@ConfigurationProperties("sample.tour")
record TourProperties(@DefaultValue("true") boolean enabled, @DefaultValue("5s") Duration timeout) {

}

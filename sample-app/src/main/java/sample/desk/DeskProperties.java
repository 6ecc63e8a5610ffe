package sample.desk;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the desk.
 *
 * @param maxSize the largest text to take
 * @param answerTimeout how long to wait for another module to answer
 */
@ConfigurationProperties("sample.desk")
record DeskProperties(@DefaultValue("1GB") DataSize maxSize, @DefaultValue("5s") Duration answerTimeout) {

}

package dev.messageport.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Gives an application context message ports, for applications without Spring Boot: to be
 * put on one {@code @Configuration} class. Does no harm with Spring Boot, whose
 * auto-configuration does the same and more.
 *
 * <pre>{@code
 * &#64;Configuration
 * &#64;EnableMessagePorts
 * class ApplicationConfiguration {
 *
 *     &#64;Bean
 *     MessageChannel pricing(MessageChannelFactory channels) {
 *         return channels.create("pricing");
 *     }
 *
 * }
 * }</pre>
 *
 * {@link PortListener} methods are called, channels have their ends as beans and live and
 * die with the context, and these are beans, unless there are such beans of the user:
 * <ul>
 * <li>a {@link dev.messageport.MessageChannelFactory.Builder}, a new one for each who
 * asks. It has all {@link dev.messageport.ChannelObserver} and
 * {@link dev.messageport.PortInterceptor} beans, one of which closes the channels with
 * the context: a factory of the user is best made with it. It has the only
 * {@link org.springframework.core.task.AsyncTaskExecutor} that is no scheduler as its
 * executor, or else the one named {@code "taskExecutor"}, or else the default.</li>
 * <li>a {@link dev.messageport.MessageChannelFactory}, made with it.</li>
 * <li>a {@link MessagePortTemplate}.</li>
 * </ul>
 *
 * @see MessagePortConfiguration
 * @see PortListenerConfigurer
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Import({ MessagePortConfiguration.class, FallbackBeanDefinitions.class })
public @interface EnableMessagePorts {

}

package dev.messageport.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A slice of a Spring Boot application for tests of its port listeners: message ports are
 * configured as in the application, and of its components those are found that have to do
 * with ports, and no others. Replace what the listeners need, such as a service or a
 * repository, by {@code @MockitoBean} or {@code @Import}.
 *
 * <pre>{@code
 * &#64;MessagePortTest(PricingListener.class)
 * class PricingListenerTests {
 *

 *     &#64;MockitoBean PriceList prices;
 *
 *     &#64;Autowired MessagePortTemplate ports;
 *
 *
&#64;Test
 *     void quotes() {
 *         given(this.prices.of("apples")).willReturn(300);
 *         assertThat(this.ports.request("pricing", "apples", Integer.class))
 *             .succeedsWithin(Duration.ofSeconds(5)).isEqualTo(300);
 *     }
 *
 * }
 * }</pre>
 *
 * What a component scan finds:
 * <ul>
 * <li>components with {@code @PortListener} methods, declared or inherited, also by a
 * composed annotation, and components with {@code @PortService}: all, or those that are
 * {@linkplain #listeners() named};</li>
 * <li>components that are a {@link dev.messageport.MessageListener}, a
 * {@link dev.messageport.PortInterceptor}, a {@link dev.messageport.ChannelObserver}, a
 * {@link dev.messageport.PortErrorHandler}, a
 * {@code MessageChannelFactoryBuilderCustomizer} or a
 * {@code PortListenerConfigurer}.</li>
 * </ul>
 * Beans of {@code @Configuration} classes that are not found by the scan have to be
 * {@code @Import}ed; channels that are declared by properties are there. Conversion with
 * Jackson and validation are configured if they are on the class path. Listeners run on
 * the application's executor, as in the application.
 * <p>
 * Needs Spring Boot's test support and JUnit Jupiter on the class path.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(MessagePortTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(MessagePortTypeExcludeFilter.class)
@ImportAutoConfiguration
public @interface MessagePortTest {

	/**
	 * Properties in the form {@code key=value} to add to the environment before the
	 * application runs.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Alias for {@link #listeners()}.
	 * @return the components with listeners or services to test
	 */
	@AliasFor("listeners")
	Class<?>[] value() default {};

	/**
	 * The components with listeners or services to test; the others are left out. All are
	 * in if none is named.
	 * @return the components with listeners or services to test
	 */
	@AliasFor("value")
	Class<?>[] listeners() default {};

	/**
	 * Whether what this annotation finds by itself is in; with {@code false}, only what
	 * {@link #includeFilters()} match.
	 * @return whether the default filters are used
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters for components that are in besides.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters for components that are left out.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return the auto-configurations
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}

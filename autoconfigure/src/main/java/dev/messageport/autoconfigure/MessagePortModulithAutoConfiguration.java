package dev.messageport.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.runtime.ApplicationModulesRuntime;

import dev.messageport.spring.PortWiringRule;

/**
 * Auto-configuration that verifies channels against the modules of Spring Modulith when
 * the application starts, if Spring Modulith does so with the rest of the application.
 *
 * @see PortModuleVerification
 */
@AutoConfiguration(after = MessagePortAutoConfiguration.class,
		afterName = "org.springframework.modulith.runtime.autoconfigure.SpringModulithRuntimeAutoConfiguration")
@ConditionalOnClass({ ApplicationModules.class, ApplicationModulesRuntime.class })
@ConditionalOnBooleanProperty("spring.modulith.runtime.verification-enabled")
public final class MessagePortModulithAutoConfiguration {

	@Bean
	@ConditionalOnBean(ApplicationModulesRuntime.class)
	PortWiringRule portModuleRule(ApplicationModulesRuntime runtime) {
		return (wiring) -> PortModuleVerification.of(runtime.get()).verify(wiring);
	}

}

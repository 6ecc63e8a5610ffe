package dev.messageport.autoconfigure;

import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.core.ApplicationModules;

import dev.messageport.spring.PortWiringRule;

/**
 * Auto-configuration that verifies channels against the modules of Spring Modulith when
 * the application starts, if Spring Modulith does so with the rest of the application.
 *
 * @see PortModuleVerification
 */
@AutoConfiguration(after = MessagePortAutoConfiguration.class,
		afterName = "org.springframework.modulith.runtime.autoconfigure.SpringModulithRuntimeAutoConfiguration")
@ConditionalOnClass(ApplicationModules.class)
@ConditionalOnBooleanProperty("spring.modulith.runtime.verification-enabled")
public final class MessagePortModulithAutoConfiguration {

	// The bean ApplicationModulesRuntime of spring-modulith-runtime has the modules
	@Bean
	PortWiringRule portModuleRule(ObjectProvider<Supplier<ApplicationModules>> modules) {
		return (wiring) -> modules.ifAvailable((found) -> PortModuleVerification.of(found.get()).verify(wiring));
	}

}

package dev.messageport.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.spring.ReactiveMessagePortTemplate;

/**
 * Auto-configuration for the reactive template, where Reactor is present. Apart from
 * {@link MessagePortAutoConfiguration}, because it has to know which
 * {@link MessagePortTemplate}s there are.
 */
@AutoConfiguration(after = MessagePortAutoConfiguration.class)
@ConditionalOnClass(Flux.class)
@ConditionalOnSingleCandidate(MessagePortTemplate.class)
public final class ReactiveMessagePortAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ReactiveMessagePortTemplate reactiveMessagePortTemplate(MessagePortTemplate template) {
		return new ReactiveMessagePortTemplate(template);
	}

}

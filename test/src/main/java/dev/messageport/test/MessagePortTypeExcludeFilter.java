package dev.messageport.test;

import java.io.IOException;
import java.util.Set;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

import dev.messageport.ChannelObserver;
import dev.messageport.MessageListener;
import dev.messageport.PortErrorHandler;
import dev.messageport.PortInterceptor;

/**
 * Leaves out of a {@link MessagePortTest} what has nothing to do with ports.
 */
final class MessagePortTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<MessagePortTest> {

	private static final Set<Class<?>> KNOWN = Set.of(ChannelObserver.class, MessageListener.class,
			PortErrorHandler.class, PortInterceptor.class);

	private final Class<?>[] listeners;

	MessagePortTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.listeners = getAnnotation().getValue("listeners", Class[].class).orElseGet(() -> new Class<?>[0]);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		return KNOWN;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return Set.of(this.listeners);
	}

	@Override
	protected boolean defaultInclude(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
		return super.defaultInclude(reader, readers) || PortComponents.isCustomizer(reader, readers)
				|| (this.listeners.length == 0 && PortComponents.isListener(reader, readers));
	}

}

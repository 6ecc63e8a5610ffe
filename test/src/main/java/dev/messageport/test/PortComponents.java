package dev.messageport.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.ClassMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Recognizes components that have to do with ports, without loading them. Their types and
 * annotations go by names, because they lie in modules that are tested with this one.
 */
final class PortComponents {

	private static final Set<String> LISTENER_METHODS = Set.of("dev.messageport.spring.PortListener",
			"dev.messageport.spring.PortListeners");

	private static final String SERVICE = "dev.messageport.spring.PortService";

	private static final Set<String> CUSTOMIZERS = Set.of(
			"dev.messageport.autoconfigure.MessageChannelFactoryBuilderCustomizer",
			"dev.messageport.spring.PortListenerConfigurer");

	private PortComponents() {
	}

	/**
	 * Return whether a type has listener methods or is a service; what a superclass or an
	 * interface has counts.
	 * @param reader the type
	 * @param readers the types around it
	 * @return whether it has
	 */
	static boolean isListener(MetadataReader reader, MetadataReaderFactory readers) {
		return anyInHierarchy(reader.getAnnotationMetadata(), readers, PortComponents::hasListenerOrService);
	}

	static boolean isCustomizer(MetadataReader reader, MetadataReaderFactory readers) {
		return anyInHierarchy(reader.getAnnotationMetadata(), readers,
				(type) -> CUSTOMIZERS.contains(type.getClassName()));
	}

	private static boolean hasListenerOrService(AnnotationMetadata type) {
		return type.isAnnotated(SERVICE) || LISTENER_METHODS.stream().anyMatch(type::hasAnnotatedMethods);
	}

	private static boolean anyInHierarchy(AnnotationMetadata type, MetadataReaderFactory readers,
			Predicate<AnnotationMetadata> condition) {
		return condition.test(type) || supertypes(type).stream()
			.map((name) -> read(name, readers))
			.anyMatch((supertype) -> supertype != null && anyInHierarchy(supertype, readers, condition));
	}

	/**
	 * Read a type.
	 * @param name the name of the type
	 * @param readers reads it
	 * @return the type, or {@code null} if it is not on the class path: a component of an
	 * optional library is found by a scan although it could not be loaded
	 */
	private static @Nullable AnnotationMetadata read(String name, MetadataReaderFactory readers) {
		try {
			return readers.getMetadataReader(name).getAnnotationMetadata();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static List<String> supertypes(ClassMetadata type) {
		List<String> names = new ArrayList<>(List.of(type.getInterfaceNames()));
		if (type.getSuperClassName() != null) {
			names.add(type.getSuperClassName());
		}
		names.removeIf((name) -> name.startsWith("java."));
		return names;
	}

}

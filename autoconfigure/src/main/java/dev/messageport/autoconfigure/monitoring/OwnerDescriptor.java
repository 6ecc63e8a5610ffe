package dev.messageport.autoconfigure.monitoring;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.messageport.spring.PortWiring;

/**
 * Description of a bean that takes an end or listens at an endpoint.
 *
 * @param bean the name of the bean
 * @param type the name of its class, absent if that is not known
 * @param module the module, absent if the bean is part of none
 * @param uses how the bean takes it
 * @param places where it does so
 */
public record OwnerDescriptor(String bean, @Nullable String type, @Nullable String module, List<PortWiring.Use> uses,
		List<String> places) {

	static List<OwnerDescriptor> of(List<PortWiring.Owner> owners) {
		return owners.stream().map(OwnerDescriptor::of).toList();
	}

	private static OwnerDescriptor of(PortWiring.Owner owner) {
		Class<?> type = owner.type();
		return new OwnerDescriptor(owner.bean(), (type != null) ? type.getName() : null, owner.module(),
				List.copyOf(owner.uses()), owner.places());
	}

}

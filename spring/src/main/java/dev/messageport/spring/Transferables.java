package dev.messageport.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

import dev.messageport.MessagePort;
import dev.messageport.Transferable;
import dev.messageport.TransferableResource;

/**
 * The transferables among the arguments of a call: takes them out, leaving a
 * {@link PortCall.Transferred} in place of each, and puts them back on arrival.
 */
final class Transferables {

	private final List<Transferable> found = new ArrayList<>();

	/**
	 * Return whether a type is a collection or an array of transferables.
	 * @param type the type
	 * @return whether its elements are transferred
	 */
	static boolean isSeveral(ResolvableType type) {
		ResolvableType element = type.isArray() ? type.getComponentType() : type.as(Collection.class).getGeneric();
		return Transferable.class.isAssignableFrom(element.toClass());
	}

	/**
	 * Release what nobody will get.
	 * @param value a port, a resource, or anything else, which is left alone
	 */
	static void release(@Nullable Object value) {
		if (value instanceof MessagePort port) {
			port.close();
		}
		else if (value instanceof TransferableResource resource) {
			resource.release();
		}
	}

	/**
	 * Take the transferables out of a value: it itself may be one, or hold some.
	 * @param value the value
	 * @return what travels in its place
	 */
	@Nullable Object takeOut(@Nullable Object value) {
		if (value instanceof Transferable transferable) {
			return new PortCall.Transferred(indexOf(transferable));
		}
		if (value instanceof Optional<?> optional) {
			return takeOut(optional.orElse(null));
		}
		Collection<?> values = (value instanceof Object[] array) ? Arrays.asList(array)
				: (value instanceof Collection<?> collection) ? collection : List.of();
		if (values.stream().noneMatch(Transferable.class::isInstance)) {
			return value;
		}
		List<@Nullable Object> replaced = new ArrayList<>(values.size());
		values.forEach((each) -> replaced.add((each instanceof Transferable) ? takeOut(each) : each));
		return Collections.unmodifiableList(replaced);
	}

	// Each once, however often it is referred to (P2, P4)
	private int indexOf(Transferable transferable) {
		for (int i = 0; i < this.found.size(); i++) {
			if (this.found.get(i) == transferable) {
				return i;
			}
		}
		this.found.add(transferable);
		return this.found.size() - 1;
	}

	List<Transferable> found() {
		return this.found;
	}

	/**
	 * Put transferables back into a value.
	 * @param value what travelled in place of the value
	 * @param transferred what came in the transfer list
	 * @return the value
	 */
	static @Nullable Object putBack(@Nullable Object value, List<Transferable> transferred) {
		if (value instanceof PortCall.Transferred placeholder) {
			int index = placeholder.index();
			if (index < 0 || index >= transferred.size()) {
				throw new IllegalArgumentException("Entry " + index
						+ " of the transfer list is an argument, but there are " + transferred.size() + " entries");
			}
			return transferred.get(index);
		}
		if (value instanceof List<?> list && list.stream().anyMatch(PortCall.Transferred.class::isInstance)) {
			List<@Nullable Object> restored = new ArrayList<>(list.size());
			list.forEach((each) -> restored.add(putBack(each, transferred)));
			return restored;
		}
		return value;
	}

}

package dev.messageport.test;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.messageport.MessageEvent;

/**
 * Compares payloads.
 */
final class Payload {

	private Payload() {
	}

	static boolean is(MessageEvent message, Class<?> type) {
		try {
			return message.data(type) != null;
		}
		catch (ClassCastException ex) {
			return false;
		}
	}

	static boolean removeEqual(List<@Nullable Object> payloads, @Nullable Object payload) {
		for (Iterator<@Nullable Object> each = payloads.iterator(); each.hasNext();) {
			if (Objects.deepEquals(each.next(), payload)) {
				each.remove();
				return true;
			}
		}
		return false;
	}

}

package dev.messageport;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Knows the classes of the JDK whose instances nobody can change.
 */
final class ImmutableTypes {

	private static final Set<Class<?>> TYPES = Set.of(String.class, Boolean.class, Character.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, Void.class, Class.class,
			StackTraceElement.class, BigInteger.class, BigDecimal.class, MathContext.class, URI.class, URL.class,
			InetSocketAddress.class, UUID.class, Locale.class, Currency.class, Pattern.class, OptionalInt.class,
			OptionalLong.class, OptionalDouble.class, Collections.emptyList().getClass(),
			Collections.emptySet().getClass(), Collections.emptyMap().getClass());

	private ImmutableTypes() {
	}

	/**
	 * Say whether the instances of a class are immutable.
	 * @param type the class
	 * @return whether they are
	 */
	static boolean contains(Class<?> type) {
		return TYPES.contains(type) || Enum.class.isAssignableFrom(type)
				|| (CopyPlans.isJdk(type) && (type.getPackageName().startsWith("java.time")
						|| isOneOf(type, ZoneId.class, InetAddress.class, Charset.class, Path.class)));
	}

	/**
	 * Say whether a variable of a class can hold immutable values only.
	 * @param type the class
	 * @return whether it can
	 */
	static boolean holdsOnly(Class<?> type) {
		return type.isPrimitive() || type.isEnum() || (Modifier.isFinal(type.getModifiers()) && contains(type));
	}

	private static boolean isOneOf(Class<?> type, Class<?>... supertypes) {
		for (Class<?> supertype : supertypes) {
			if (supertype.isAssignableFrom(type)) {
				return true;
			}
		}
		return false;
	}

}

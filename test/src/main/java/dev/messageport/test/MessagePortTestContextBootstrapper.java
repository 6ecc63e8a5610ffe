package dev.messageport.test;

import java.util.stream.Stream;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Bootstraps the context of a {@link MessagePortTest}, with its properties. The ends of
 * channels whose listeners are left out of the slice are no mistake there, so strict
 * wiring is off, unless a property of the test turns it on.
 */
final class MessagePortTestContextBootstrapper extends TestSliceTestContextBootstrapper<MessagePortTest> {

	private static final String LENIENT = "messageport.wiring.strict=false";

	@Override
	protected String[] getProperties(Class<?> testClass) {
		return Stream.concat(Stream.of(LENIENT), properties(testClass)).toArray(String[]::new);
	}

	private Stream<String> properties(Class<?> testClass) {
		String[] properties = super.getProperties(testClass);
		return (properties != null) ? Stream.of(properties) : Stream.empty();
	}

}

package dev.messageport;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * Runs the verifications of the Reactive Streams TCK, which are written for TestNG, as
 * tests of JUnit. Leaves out those that test nothing, which are named "untested"; any
 * other one that skips itself fails.
 */
final class Tck {

	private Tck() {
	}

	/**
	 * Create an environment with time-outs that fit ports in one JVM: long for what has
	 * to come, short for what must not.
	 * @return the environment
	 */
	static TestEnvironment environment() {
		return new TestEnvironment(5_000, 20);
	}

	/**
	 * Return the tests of a verification.
	 * @param verification creates the verification, once for each test
	 * @return the tests
	 */
	static Stream<DynamicTest> tests(Supplier<Object> verification) {
		return methods(verification.get(), Test.class).stream()
			.filter((method) -> !method.getName().startsWith("untested"))
			.map((method) -> DynamicTest.dynamicTest(method.getName(), () -> run(verification.get(), method)));
	}

	private static void run(Object verification, Method test) throws Throwable {
		try {
			callAll(verification, BeforeClass.class);
			callAll(verification, BeforeMethod.class);
			test.invoke(verification);
			callAll(verification, AfterClass.class);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static void callAll(Object verification, Class<? extends Annotation> when) throws Exception {
		for (Method method : methods(verification, when)) {
			method.invoke(verification);
		}
	}

	private static List<Method> methods(Object verification, Class<? extends Annotation> annotated) {
		return Arrays.stream(verification.getClass().getMethods())
			.filter((method) -> method.isAnnotationPresent(annotated))
			.sorted(Comparator.comparing(Method::getName))
			.toList();
	}

}

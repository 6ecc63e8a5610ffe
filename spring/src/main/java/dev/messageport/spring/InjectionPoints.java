package dev.messageport.spring;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ReflectionUtils;

import dev.messageport.MessageChannel;
import dev.messageport.MessagePort;

/**
 * Finds the places of a bean where Spring injects ports or channels: themselves, or in an
 * {@code ObjectProvider}, a collection, or the like.
 */
final class InjectionPoints {

	private static final Set<String> INJECTING = Set.of("org.springframework.beans.factory.annotation.Autowired",
			"jakarta.inject.Inject", "jakarta.annotation.Resource");

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final List<Point> found = new ArrayList<>();

	private InjectionPoints() {
	}

	/**
	 * Find the injection points of a bean.
	 * @param definition the definition of the bean, merged
	 * @param type the class of the bean, or {@code null} if it is not known
	 * @return the injection points of ports and channels
	 */
	static List<Point> of(BeanDefinition definition, @Nullable Class<?> type) {
		InjectionPoints points = new InjectionPoints();
		Method factoryMethod = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		boolean autowired = !definition.hasConstructorArgumentValues();
		if (factoryMethod != null && autowired) {
			points.addParameters(factoryMethod);
		}
		if (type != null && !type.getName().startsWith("java.")) {
			if (definition.getFactoryMethodName() == null && autowired) {
				points.addConstructor(type);
			}
			ReflectionUtils.doWithFields(type, points::addField, InjectionPoints::isInjected);
			ReflectionUtils.doWithMethods(type, points::addParameters, InjectionPoints::isInjected);
		}
		return points.found;
	}

	private void addConstructor(Class<?> type) {
		Constructor<?>[] constructors = type.getDeclaredConstructors();
		Arrays.stream(constructors)
			.filter((constructor) -> constructors.length == 1 || isInjected(constructor))
			.forEach(this::addParameters);
	}

	private static boolean isInjected(AnnotatedElement element) {
		return element.getAnnotations().length > 0 && MergedAnnotations.from(element)
			.stream()
			.anyMatch((it) -> INJECTING.contains(it.getType().getName()));
	}

	private void addField(Field field) {
		add(wanted(field.getGenericType()), new DependencyDescriptor(field, false), field);
	}

	private void addParameters(Executable executable) {
		Type[] types = executable.getGenericParameterTypes();
		for (int i = 0; i < types.length; i++) {
			Class<?> wanted = wanted(types[i]);
			if (wanted != null && types.length == executable.getParameterCount()) {
				MethodParameter parameter = MethodParameter.forExecutable(executable, i);
				DependencyDescriptor descriptor = new DependencyDescriptor(parameter, false);
				descriptor.initParameterNameDiscovery(NAMES);
				add(wanted, descriptor, executable);
			}
		}
	}

	private void add(@Nullable Class<?> wanted, DependencyDescriptor descriptor, Object place) {
		if (wanted == null) {
			return;
		}
		boolean direct = descriptor.getDependencyType() == wanted;
		while (descriptor.getDependencyType() != wanted && descriptor.getResolvableType().hasGenerics()) {
			descriptor.increaseNestingLevel();
		}
		this.found.add(new Point(wanted, descriptor, direct, String.valueOf(place)));
	}

	/**
	 * Look for a port or a channel in a type.
	 * @param type the type
	 * @return what a dependency of that type is about, or {@code null} if neither
	 */
	private static @Nullable Class<?> wanted(Type type) {
		if (type instanceof Class<?> plain) {
			Class<?> element = plain.isArray() ? plain.getComponentType() : plain;
			return (element == MessagePort.class || element == MessageChannel.class) ? element : null;
		}
		Type[] parts = (type instanceof ParameterizedType parameterized) ? parameterized.getActualTypeArguments()
				: (type instanceof WildcardType wildcard) ? wildcard.getUpperBounds()
						: (type instanceof GenericArrayType array) ? new Type[] { array.getGenericComponentType() }
								: new Type[0];
		return Arrays.stream(parts).map(InjectionPoints::wanted).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * A place where something is injected.
	 *
	 * @param wants whether it is about ports or about channels
	 * @param descriptor what is wanted there
	 * @param direct whether it is one that is wanted, and nothing around it
	 * @param place the constructor, field or method
	 */
	record Point(Class<?> wants, DependencyDescriptor descriptor, boolean direct, String place) {

		@Override
		public String toString() {
			return this.place;
		}

	}

}

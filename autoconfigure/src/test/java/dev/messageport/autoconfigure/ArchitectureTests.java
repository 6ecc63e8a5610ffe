package dev.messageport.autoconfigure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for who may depend on whom, and for Spring Boot's rules for auto-configurations.
 */
class ArchitectureTests {

	private static final String CORE = "dev.messageport";

	private static final String SPRING = "dev.messageport.spring..";

	private static final String AUTOCONFIGURE = "dev.messageport.autoconfigure..";

	private static final String TEST = "dev.messageport.test..";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(CORE);

	@Test
	void allModulesAreLookedAt() {
		assertThat(CLASSES.containPackage(CORE)).isTrue();
		assertThat(CLASSES.containPackage("dev.messageport.spring")).isTrue();
		assertThat(CLASSES.containPackage("dev.messageport.autoconfigure")).isTrue();
		assertThat(CLASSES.containPackage("dev.messageport.test")).isTrue();
	}

	@Test
	void coreDependsOnTheJdkJSpecifyAndObjenesisOnly() {
		check(classes().that()
			.resideInAPackage(CORE)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(CORE, "java..", "org.jspecify.annotations..", "org.objenesis.."));
	}

	@Test
	void springKnowsNoBoot() {
		check(noClasses().that()
			.resideInAPackage(SPRING)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", AUTOCONFIGURE));
	}

	@Test
	void testSupportKnowsCoreOnlySoThatAllOthersCanUseIt() {
		check(noClasses().that()
			.resideInAPackage(TEST)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(SPRING, AUTOCONFIGURE));
		check(noClasses().that().resideOutsideOfPackage(TEST).should().dependOnClassesThat().resideInAPackage(TEST));
	}

	@Test
	void testSupportNeedsSpringForTheSliceOnlyAndJUnitForTheContract() {
		check(noClasses().that()
			.resideInAPackage(TEST)
			.and()
			.doNotHaveSimpleName("PortComponents")
			.and()
			.haveSimpleNameNotStartingWith("MessagePortT")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.."));
		check(noClasses().that()
			.resideInAPackage(TEST)
			.and()
			.haveSimpleNameNotContaining("Contract")
			.and()
			.doNotHaveSimpleName("MessagePortTest")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.junit.."));
	}

	@Test
	void packagesHaveNoCycles() {
		check(SlicesRuleDefinition.slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles());
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		check(classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL));
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		check(noMethods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic());
		check(classes().that().areAnnotatedWith(AutoConfiguration.class).should().haveOnlyFinalFields());
		check(constructors().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveRawParameterTypes(new Class<?>[0]));
	}

	@Test
	void beanMethodsArePackagePrivate() {
		check(methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate());
	}

	@Test
	void postProcessorsAreDefinedByStaticMethods() {
		check(methods().that()
			.areAnnotatedWith(Bean.class)
			.and(new DescribedPredicate<JavaMethod>("return a post-processor") {

				@Override
				public boolean test(JavaMethod method) {
					return method.getRawReturnType().isAssignableTo(BeanPostProcessor.class)
							|| method.getRawReturnType().isAssignableTo(BeanFactoryPostProcessor.class);
				}

			})
			.should()
			.beStatic());
	}

	private void check(ArchRule rule) {
		rule.check(CLASSES);
	}

	/**
	 * Each package is a slice, without its subpackages.
	 */
	private static final class PackageSlices implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
			return javaClass.getPackageName().startsWith(CORE) ? SliceIdentifier.of(javaClass.getPackageName())
					: SliceIdentifier.ignore();
		}

		@Override
		public String getDescription() {
			return "packages";
		}

	}

}

package dev.messageport;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules for the sources.
 */
class ArchitectureTests {

	private final JavaClasses main = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.messageport");

	@Test
	void coreDependsOnJavaJSpecifyAndObjenesisOnly() {
		assertThat(this.main.contain(MessagePort.class)).isTrue();
		classes().should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "org.jspecify..", "org.objenesis..", "dev.messageport..")
			.check(this.main);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(this.main.stream().map((type) -> type.getPackage()).distinct()).isNotEmpty()
			.allMatch((type) -> type.isAnnotatedWith(NullMarked.class));
	}

	@Test
	void implementationsAreHidden() {
		classes().that().haveSimpleNameStartingWith("Default").should().bePackagePrivate().check(this.main);
	}

	@Test
	void nothingIsPrintedToTheConsole() {
		noClasses().should()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.check(this.main);
	}

}

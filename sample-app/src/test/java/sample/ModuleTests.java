package sample;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Holds the modules apart: they know the messages of each other, and nothing else.
 */
class ModuleTests {

	/**
	 * Without what ahead-of-time processing has generated, in the same folder.
	 */
	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.withImportOption((location) -> !location.contains("__") && !location.contains("$$"))
		.importPackages("sample");

	@Test
	void onlyMessagesArePublic() {
		classes().that()
			.resideInAnyPackage("sample.*")
			.and()
			.arePublic()
			.and()
			.areTopLevelClasses()
			.should(beMessages())
			.check(CLASSES);
	}

	@Test
	void analysisKnowsNobody() {
		noClasses().that()
			.resideInAPackage("sample.analysis")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("sample.archive", "sample.desk", "sample.tour")
			.check(CLASSES);
	}

	@Test
	void archiveKnowsTheMessagesOfTheAnalysisOnly() {
		noClasses().that()
			.resideInAPackage("sample.archive")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("sample.desk", "sample.tour")
			.check(CLASSES);
	}

	@Test
	void nobodyKnowsTheTour() {
		noClasses().that()
			.resideOutsideOfPackage("sample.tour")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("sample.tour")
			.check(CLASSES);
	}

	@Test
	void modulesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("sample.(*)").should().beFreeOfCycles().check(CLASSES);
	}

	private static ArchCondition<JavaClass> beMessages() {
		return new ArchCondition<>("be a record, an interface or an exception") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean message = type.isRecord() || type.isInterface() || type.isAssignableTo(Exception.class);
				events.add(new SimpleConditionEvent(type, message, type.getDescription()));
			}

		};
	}

}

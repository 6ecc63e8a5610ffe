package dev.messageport.autoconfigure;

import java.util.List;

/**
 * A declared channel connects modules that may not depend on each other.
 *
 * @see PortModuleVerification
 */
public final class PortModuleException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	static final String REMEDY = "Allow one of the modules to depend on the other, by 'allowedDependencies' of its"
			+ " @ApplicationModule, or let them talk through a module that may";

	private final String[] violations;

	PortModuleException(List<String> violations) {
		super(String.join(System.lineSeparator(), violations) + System.lineSeparator() + REMEDY);
		this.violations = violations.toArray(new String[0]);
	}

	/**
	 * Return what is wrong.
	 * @return a description for each channel and each two modules
	 */
	public List<String> violations() {
		return List.of(this.violations);
	}

}

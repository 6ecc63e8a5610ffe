package dev.messageport.autoconfigure;

import org.springframework.beans.factory.BeanDefinitionStoreException;

/**
 * A channel that is declared by a property has the name of another bean.
 */
final class ChannelNameException extends BeanDefinitionStoreException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	ChannelNameException(String problem) {
		super(problem + ". Rename one of them");
		this.problem = problem;
	}

	String getProblem() {
		return this.problem;
	}

}

package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * How the objects of one class are copied.
 */
@FunctionalInterface
interface CopyPlan {

	/** Nobody can change such an object. */
	CopyPlan SHARED = (original) -> null;

	/**
	 * Start to copy an object.
	 * @param original the object
	 * @return the copy in the making, or {@code null} if the object is shared
	 * @throws Exception if that fails
	 */
	@Nullable Copying open(Object original) throws Exception;

	/**
	 * Make a plan that refuses.
	 * @param reason why, to be read on from the path to the object
	 * @return the plan
	 */
	static CopyPlan refused(String reason) {
		return (original) -> {
			throw new CopyRefusedException(reason);
		};
	}

}

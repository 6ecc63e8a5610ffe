package dev.messageport;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Makes the copies of {@link PayloadStrategy#COPY}. Thread-safe. What it learns about
 * classes is kept with the classes, so it keeps none of them from being unloaded.
 */
final class Copier {

	private final CopyPlans plans = new CopyPlans();

	/**
	 * Copy a payload.
	 * @param payload the payload
	 * @param received by identity, for each transferable of the transfer list what takes
	 * its place in the copy
	 * @return the copy, or the payload itself if nobody can change it
	 * @throws DataCloneException if the payload cannot be copied, with index -1
	 */
	@Nullable Object copy(@Nullable Object payload, Map<? extends Transferable, ? extends Transferable> received) {
		if (payload == null) {
			return null;
		}
		CopyRun run = new CopyRun(this.plans, received);
		try {
			return run.copy(payload);
		}
		catch (CopyRefusedException ex) {
			throw refused(run.path() + " " + ex.getMessage(), ex.getCause());
		}
		catch (Throwable ex) {
			Throwable cause = cause(ex);
			if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
				throw error;
			}
			throw refused(run.path() + " failed while it was copied, with " + cause
					+ ": copy or convert it before it is posted, or repair the methods and constructors that"
					+ " copying it calls", cause);
		}
	}

	private static Throwable cause(Throwable ex) {
		return (ex instanceof InvocationTargetException && ex.getCause() != null) ? ex.getCause() : ex;
	}

	private static DataCloneException refused(String reason, @Nullable Throwable cause) {
		DataCloneException refused = new DataCloneException(-1,
				"The payload cannot be copied: " + reason + ". Nothing was posted or transferred");
		if (cause != null) {
			refused.initCause(cause);
		}
		return refused;
	}

}

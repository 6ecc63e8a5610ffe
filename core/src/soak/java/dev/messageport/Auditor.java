package dev.messageport;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Settles the accounts of sides that have ended: whether all that was posted there was
 * delivered or discarded (invariant 9), and whether all was told that has to be told.
 */
final class Auditor {

	/**
	 * How long after its end a side may still hear from threads that were busy with it.
	 */
	private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

	private final Violations violations;

	Auditor(Violations violations) {
		this.violations = violations;
	}

	/**
	 * Settle the account of a side, if it is time.
	 * @param line the side
	 * @return whether it is settled
	 */
	boolean settles(Line line) {
		ChannelSide side = line.side.get();
		if (side != null && side.state() != ChannelSide.State.ENDED) {
			return false;
		}
		if (line.endedAt == 0) {
			line.endedAt = System.nanoTime();
		}
		long since = System.nanoTime() - line.endedAt;
		String problem = (since > GRACE) ? problem(line, side == null) : "too early";
		if (problem != null && since > PATIENCE) {
			this.violations.report(line, problem);
			return true;
		}
		return problem == null;
	}

	private static @Nullable String problem(Line line, boolean collected) {
		if (!line.isBalanced(0)) {
			return "posted is not delivered + discarded (invariant 9)";
		}
		String problem = line.replies ? null : messages(line);
		return (problem != null) ? problem : close(line, collected);
	}

	private static @Nullable String messages(Line line) {
		int accepted = line.accepted();
		int posted = line.posted.get();
		int refused = line.refused.get() + line.asked.get();
		if (line.received.get() + line.swallowed.get() != line.delivered.get()) {
			return "the observer was told of other deliveries than there were";
		}
		if (posted < accepted || posted > accepted + refused) {
			return "the observer was told of other posts than there were";
		}
		if (line.overflow != OverflowPolicy.DROP_OLDEST && line.gaps() > line.swallowed.get()) {
			return "messages were passed over (Q3)";
		}
		if (line.overflow == OverflowPolicy.DROP_LATEST && line.overflowed.get() > refused) {
			return "messages were dropped although they were accepted (Q7)";
		}
		if (line.overflowed.get() > 0 && line.overflow != OverflowPolicy.DROP_OLDEST
				&& line.overflow != OverflowPolicy.DROP_LATEST) {
			return "messages were dropped that this policy never drops (Q7)";
		}
		return null;
	}

	private static @Nullable String close(Line line, boolean collected) {
		if (line.closed.get() != 1 && !(collected && line.closed.get() == 0)) {
			return "the observer was told of its close " + line.closed + " times";
		}
		if (line.closeEvents.get() > 1) {
			return "there was more than one close event (C1, C5)";
		}
		if (line.closeEvents.get() == 1 && line.discarded.get() > 0) {
			return "messages were discarded although the close event came (C1)";
		}
		// Who waits for an answer checks that itself
		if (!line.replies && line.reason == CloseReason.GARBAGE_COLLECTED && !line.dropped && !line.other().dropped) {
			return "it was collected while it was in use (G1)";
		}
		Tenure tenure = line.tenure;
		return (tenure != null && !collected) ? owner(line, tenure) : null;
	}

	private static @Nullable String owner(Line line, Tenure tenure) {
		if (tenure.stageCompletions.get() > 1) {
			return "the stage of closed() completed more than once";
		}
		if (tenure.stageCompletions.get() == 1 && tenure.stageReason != line.reason) {
			return "the stage of closed() says " + tenure.stageReason;
		}
		if (tenure.moved || line.dropped) {
			return null;
		}
		if (tenure.stageAsked && tenure.stageCompletions.get() == 0) {
			return "the stage of closed() did not complete (C3)";
		}
		if (line.replies && line.reason == CloseReason.LOCAL) {
			// The listener that got the request has thrown, after it had let others have
			// the
			// reply port (V3)
			return null;
		}
		if (tenure.listensForClose && !tenure.closeCalled && !line.endedFromOutside && line.closeEvents.get() == 0) {
			return "there was no close event (C1)";
		}
		return null;
	}

}

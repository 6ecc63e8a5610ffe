package dev.messageport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies one payload: walks its objects, parts first, with a stack of its own, so that a
 * deep payload needs no deep call stack. The stack is also the path to the object that is
 * at fault.
 * <p>
 * Objects that refer to each other in a cycle are found by Tarjan's algorithm for
 * strongly connected components; each such group is completed as a whole, before anything
 * that merely refers to it. So a constructor or a hash table outside of a cycle never
 * sees an object that is half filled.
 */
final class CopyRun {

	private final CopyPlans plans;

	private final Map<? extends Transferable, ? extends Transferable> received;

	private final Map<Object, Copying> known = new IdentityHashMap<>();

	private final Deque<Copying> open = new ArrayDeque<>();

	private final Deque<Copying> unsettled = new ArrayDeque<>();

	private final List<Copying> standIns = new ArrayList<>();

	CopyRun(CopyPlans plans, Map<? extends Transferable, ? extends Transferable> received) {
		this.plans = plans;
		this.received = received;
	}

	/**
	 * Copy the payload.
	 * @param payload the payload
	 * @return the copy
	 * @throws Exception if it cannot be copied; {@link #path} says what is at fault
	 */
	Object copy(Object payload) throws Exception {
		Object shared = visit(payload);
		if (shared != null) {
			return shared;
		}
		while (!this.open.isEmpty()) {
			Copying top = this.open.getLast();
			if (top.next < top.parts.length) {
				advance(top);
			}
			else {
				this.open.removeLast();
				close(top);
			}
		}
		for (Copying standIn : this.standIns) {
			SerialTwins.check(standIn, this.known.values());
		}
		return find(payload).made();
	}

	/**
	 * Return the path to the object that is being copied.
	 * @return the path, starting with {@code payload}
	 */
	String path() {
		return CopyPath.of(this.open);
	}

	/**
	 * Look at an object for the first time.
	 * @param object the object
	 * @return what takes its place, or {@code null} if that is now being made
	 * @throws Exception if it cannot be copied
	 */
	private @Nullable Object visit(Object object) throws Exception {
		if (object instanceof Transferable transferable) {
			return replacement(transferable);
		}
		Copying copying = this.plans.of(object).open(object);
		if (copying == null) {
			return object;
		}
		copying.order = this.known.size();
		copying.reach = copying.order;
		this.known.put(object, copying);
		this.open.addLast(copying);
		this.unsettled.addLast(copying);
		return null;
	}

	private Object replacement(Transferable transferable) {
		Transferable replacement = this.received.get(transferable);
		if (replacement == null) {
			String what = (transferable instanceof MessagePort port) ? "port " + port.name()
					: "a " + transferable.getClass().getName();
			throw new CopyRefusedException(
					"is " + what + ", which can only be transferred: name it in the transfer list as well");
		}
		return replacement;
	}

	private void advance(Copying top) throws Exception {
		Object part = top.parts[top.next];
		Copying copying = (part != null) ? this.known.get(part) : null;
		if (copying != null) {
			if (!copying.settled) {
				top.reach = Math.min(top.reach, copying.reach);
			}
			top.copies[top.next] = copying.available();
			top.next++;
		}
		else {
			Object shared = (part != null) ? visit(part) : null;
			if (part == null || shared != null) {
				top.copies[top.next] = shared;
				top.next++;
			}
		}
	}

	private void close(Copying top) throws Exception {
		if (top.reach < top.order) {
			if (!top.last() && isReady(top)) {
				finish(top, true);
			}
		}
		else if (this.unsettled.getLast() == top && !refersToItself(top)) {
			this.unsettled.removeLast();
			finish(top, false);
			top.settled = true;
		}
		else {
			settle(top);
		}
	}

	/**
	 * Complete the objects of a cycle: those that are ready, one after the other; those
	 * that call methods of their parts only when nothing else can be done.
	 * @param first the object by which the walk came to the cycle
	 * @throws Exception if that fails
	 */
	private void settle(Copying first) throws Exception {
		List<Copying> members = new ArrayList<>();
		Copying member;
		do {
			member = this.unsettled.removeLast();
			members.add(member);
		}
		while (member != first);
		List<Copying> rest = members;
		for (boolean last = false; !rest.isEmpty();) {
			int before = rest.size();
			rest = finishReady(rest, last);
			boolean progress = rest.size() < before;
			if (!progress && last) {
				throw new CopyRefusedException("is part of a cycle of objects that can only be made of finished parts,"
						+ " such as a " + rest.get(0).original.getClass().getName() + ": break the cycle");
			}
			last = !progress;
		}
		members.forEach((each) -> each.settled = true);
	}

	private List<Copying> finishReady(List<Copying> members, boolean last) throws Exception {
		List<Copying> rest = new ArrayList<>();
		for (Copying member : members) {
			if (!member.finished && (last || !member.last()) && isReady(member)) {
				finish(member, true);
			}
			if (!member.finished) {
				rest.add(member);
			}
		}
		return rest;
	}

	private void finish(Copying copying, boolean cyclic) throws Exception {
		copying.copy = copying.finish(cyclic);
		copying.finished = true;
		if (copying instanceof SerialCopying && copying.copy.getClass() != copying.original.getClass()) {
			this.standIns.add(copying);
		}
	}

	// Whether there is a copy of every part; fetches those that were missing
	private boolean isReady(Copying copying) {
		for (int i = 0; i < copying.parts.length; i++) {
			Object part = copying.parts[i];
			if (part != null && copying.copies[i] == null) {
				copying.copies[i] = find(part).available();
				if (copying.copies[i] == null) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean refersToItself(Copying copying) {
		for (Object part : copying.parts) {
			if (part == copying.original) {
				return true;
			}
		}
		return false;
	}

	private Copying find(Object object) {
		Copying copying = this.known.get(object);
		if (copying == null) {
			throw new IllegalStateException("Never visited: " + object.getClass().getName());
		}
		return copying;
	}

}

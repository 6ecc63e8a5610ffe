package dev.messageport;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Posts messages: checks the arguments, queues, and asks for room where there is none
 * (invariant 3). Messages that carry ports go on to {@link Transfer}.
 */
final class Posting {

	private Posting() {
	}

	/**
	 * Post a message that may have a transfer list and headers. User code runs before
	 * anything has changed: interceptors, the making of receivers, the copy.
	 * @param from the port it is posted on
	 * @param data the payload
	 * @param transfer the transfer list, not checked yet
	 * @param headers the headers, immutable
	 * @return whether it was queued
	 */
	static boolean post(DefaultMessagePort from, @Nullable Object data,
			Collection<? extends @Nullable Transferable> transfer, Map<String, Object> headers) {
		return post(from, data, transfer, headers, CarryingEnvelope::new);
	}

	private static boolean post(DefaultMessagePort from, @Nullable Object data,
			Collection<? extends @Nullable Transferable> transfer, Map<String, Object> headers, Kind kind) {
		TransferList list = TransferList.check(from, transfer);
		Interceptors interceptors = from.side.config.interceptors();
		Map<String, Object> sent = (interceptors != null) ? interceptors.beforePost(from, data, list, headers)
				: headers;
		Object payload = from.side.config.received(data, list);
		if (list.isEmpty()) {
			return post(from, sent.isEmpty() ? new Envelope(payload)
					: new CarryingEnvelope(payload, from.side.other(), List.of(), sent));
		}
		CarryingEnvelope message = kind.create(payload, from.side.other(), list.arriving(), sent);
		return new Transfer(from, message, list, list.ports()).post();
	}

	/**
	 * Post a request.
	 * @param from the port it is posted on
	 * @param data the payload
	 * @param options what goes with it
	 * @param replyPort where the answer is to be posted
	 * @return whether it was queued; if not, the reply port has ended
	 */
	static boolean request(DefaultMessagePort from, @Nullable Object data, PostOptions options,
			DefaultMessagePort replyPort) {
		List<@Nullable Transferable> transfer = new ArrayList<>(options.transfer().size() + 1);
		transfer.addAll(options.transfer());
		transfer.add(replyPort);
		try {
			return post(from, data, transfer, options.headers(), RequestEnvelope::new);
		}
		catch (DataCloneException ex) {
			if (ex.index() != transfer.size() - 1) {
				throw ex;
			}
			// No fault of the asker: a container that shuts down has closed it
			return false;
		}
	}

	/**
	 * Post a message that carries no ports.
	 * @param from the port it is posted on
	 * @param message the message
	 * @return whether it was queued
	 */
	static boolean post(DefaultMessagePort from, Envelope message) {
		Side target = from.side.other();
		int outcome = target.offer(message, from);
		if (outcome == Inbox.FULL) {
			long deadline = Overflow.deadline(target);
			while (outcome == Inbox.FULL) {
				outcome = Overflow.makeRoom(target, from, deadline);
				if (outcome == Inbox.FULL) {
					outcome = target.offer(message, from);
				}
			}
		}
		if (outcome == Overflow.REFUSED) {
			Overflow.refuse(target, message);
			return false;
		}
		if (outcome == Inbox.GONE) {
			return false;
		}
		target.posted(message, outcome);
		Reference.reachabilityFence(from);
		return true;
	}

	/**
	 * Makes a message that has a transfer list.
	 */
	@FunctionalInterface
	private interface Kind {

		CarryingEnvelope create(@Nullable Object data, Side destination, List<Transferable> transferred,
				Map<String, Object> headers);

	}

}

package dev.messageport;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for, and on which port: the words for when no answer comes. Knows nothing
 * of the payload, which may be a secret and may be large.
 *
 * @param side the side of the port that is asked on; not the port, which whoever waits
 * for an answer must not keep from being collected (G1)
 * @param kind what is asked for, such as a reply
 * @param type the type of the answer
 */
record Question(Side side, String kind, Class<?> type) {

	/**
	 * Return what an asker gets when its reply port closes.
	 * @param reason why it closed, seen from the asker
	 * @param cause the error behind it, if any
	 * @return the very cause when the responder gave one (V1), or else an error that says
	 * why there is no answer
	 */
	Throwable failure(CloseReason reason, @Nullable Throwable cause) {
		return (reason == CloseReason.PEER && cause != null) ? cause : unanswered(reason, cause, explain(reason));
	}

	/**
	 * Return what an asker gets when the request was not queued.
	 * @param port the port that was asked on
	 * @param replyPort the asker's end of the reply channel
	 * @return an error that says why
	 */
	PortClosedException refused(DefaultMessagePort port, DefaultMessagePort replyPort) {
		Extras.Closing closing = closing(port);
		if (port.isDetached()) {
			return unanswered(CloseReason.UNDELIVERABLE, null,
					"that port was transferred and belongs to its receiver now: ask on the port that arrived there");
		}
		if (closing != null) {
			return unanswered(closing.reason(), closing.cause(),
					"that port is closed (" + closing.reason() + "): ask on an open one");
		}
		Extras.Closing reply = closing(replyPort);
		CloseReason reason = (reply != null) ? reply.reason() : CloseReason.UNDELIVERABLE;
		return unanswered(reason, null, explain(reason));
	}

	private static Extras.@Nullable Closing closing(DefaultMessagePort port) {
		Extras extras = port.side.extras();
		return (extras != null) ? extras.closing : null;
	}

	private PortClosedException unanswered(CloseReason reason, @Nullable Throwable cause, String why) {
		return new PortClosedException(reason, "The request for " + this.kind + " of type " + this.type.getTypeName()
				+ " on port " + this.side.name() + " has failed: " + why, cause);
	}

	private static String explain(CloseReason reason) {
		return switch (reason) {
			case PEER -> "the responder closed the reply port without an answer."
					+ " Let it call reply(..), or fail(..) with the cause";
			case LOCAL -> "the reply port was closed on the asking side. Keep it open until the answer has come";
			case GARBAGE_COLLECTED -> "the responder lost the reply port."
					+ " Let it keep event.replyPort() for as long as it works on the answer";
			case OWNER_GONE ->
				"the owner of a port, such as an application context, has gone. Ask again once it is back";
			case UNDELIVERABLE -> "the request was discarded unread."
					+ " See that the other end has a listener and is open, and ask again";
			case CONNECTION_LOST -> "the connection to the responder was lost. Ask again once it is back";
			case OVERFLOW -> "a queue was full. Give the channel a larger capacity or another overflow policy";
		};
	}

}

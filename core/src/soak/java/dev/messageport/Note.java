package dev.messageport;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What every message says about itself. Knows no port, so that it keeps none reachable.
 *
 * @param sequence whose message it is
 * @param number its place in the sequence, from 0
 * @param carried the sides that travel with it
 * @param cargo what else does
 */
record Note(Sequence sequence, int number, List<Line> carried, Cargo.@Nullable Manifest cargo) {

	static final String HEADER = "note";

	/**
	 * Find the note of a message: it is the payload or, when the payload is a port, a
	 * {@link Graph} or {@code null}, a header.
	 */
	static @Nullable Note of(MessageEvent event) {
		return (Note) ((event.data() instanceof Note note) ? note : event.headers().get(HEADER));
	}

}

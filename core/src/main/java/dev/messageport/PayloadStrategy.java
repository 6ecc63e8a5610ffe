package dev.messageport;

/**
 * What the receiver of a message gets: the sender's object, or a copy of it.
 */
public enum PayloadStrategy {

	/**
	 * The receiver gets the very object that was posted. Costs nothing; from the post on,
	 * sender and receiver must not change the object, or must agree on a lock. A
	 * {@link Transferable} is looked for only where it is itself the payload (P4).
	 */
	REFERENCE,

	/**
	 * The receiver gets a deep copy, made on the thread that posts before
	 * {@code postMessage} returns: the structured clone of the HTML Standard, for Java
	 * objects. What either of them changes afterwards is not seen by the other.
	 * <p>
	 * <b>Shared</b>, since nobody can change it: strings, boxes, enum constants, classes,
	 * {@code java.time}, {@code UUID}, {@code BigDecimal}, {@code URI} and the like; and
	 * records, unmodifiable collections made by {@code List.of} and its kin,
	 * {@code Optional}, and objects all of whose fields are final, if all they hold is
	 * shared too.
	 * <p>
	 * <b>Copied</b>: everything else. What was one object is one object in the copy,
	 * however often it is referred to, and cycles stay cycles; depth is no limit. A
	 * record is made by its canonical constructor. Any other object is made without a
	 * constructor and gets the values of its fields, final ones included. A
	 * {@code transient} field is not part of that and has its default value in the copy,
	 * as in Java serialization. Where a class says how it is serialized, by
	 * {@code writeObject}, {@code readResolve}, {@code Externalizable} and the like, and
	 * for serializable classes of the JDK, those methods say what is copied; what they
	 * refer to need not be serializable. Copies of hash tables find the copies of their
	 * keys.
	 * <p>
	 * <b>Replaced</b>: a {@link Transferable} that is in the transfer list, wherever it
	 * is in the payload, by what arrives in its place (P4).
	 * <p>
	 * <b>Refused</b> with a {@link DataCloneException} that names the path to the value,
	 * nothing being posted or transferred (P2): a {@link Transferable} that is not in the
	 * transfer list; what stands for something outside the payload or for work in
	 * progress, such as threads, streams, anything {@link AutoCloseable}, executors,
	 * locks, futures, iterators, references and class loaders; lambdas that are not
	 * serializable; views such as {@code subList} and {@code keySet}; objects whose
	 * fields are closed by the module system; records in a cycle whose constructor
	 * replaces what it is given; an object with a {@code writeReplace} method that may be
	 * referred to twice, once from within a serialized form; and an object whose own code
	 * throws while it is copied.
	 * <p>
	 * The sender must not change the payload while it is posted.
	 */
	COPY

}

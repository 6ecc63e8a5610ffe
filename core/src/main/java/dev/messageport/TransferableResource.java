package dev.messageport;

/**
 * A transferable that is no port (T8): the interface to implement by those who want to
 * transfer objects of their own, such as an open file.
 * <p>
 * The object is a shell, and what moves is its <em>content</em>. A shell is live while it
 * has the content and detached while it has not:
 *
 * <pre>
 *                 content comes: moveTo(this)
 *              ---------------------------------&gt;
 *   DETACHED                                        LIVE  &lt;-- your constructor
 *      ^       &lt;---------------------------------
 *      |          content leaves: this.moveTo(..)
 *      |          content ends: release(), or your own close()
 *      |
 *   newReceiver()
 * </pre>
 *
 * What a post does with the resources in its transfer list, on the calling thread and
 * without a lock held:
 * <ol>
 * <li>It refuses a list with a detached entry, a duplicate or {@code null} (P2), calls
 * {@link #newReceiver()} of each resource, and copies the payload if the channel
 * copies.</li>
 * <li>For each resource, in list order, it calls {@link #moveTo(TransferableResource)
 * moveTo}. From then on the sender's object is detached.</li>
 * <li>It detaches the ports and queues the message. If that is refused (the queue is
 * full, a port was closed or transferred meanwhile) it calls
 * {@code receiver.moveTo(original)} for each: a refused post changes nothing.</li>
 * </ol>
 * The receiver objects are what comes out at the other end: in
 * {@link MessageEvent#transferred()}, as {@link MessageEvent#data()} if the payload was
 * the resource itself, and, where payloads are copied, wherever the payload referred to
 * it. If nobody ever gets the message its receiver objects are {@linkplain #release()
 * released}: because it was discarded (T6, C2, Q7), or because {@code postMessage}
 * returned {@code false} (P1, P7).
 * <p>
 * What failures do:
 * <ul>
 * <li>{@link #newReceiver()} or {@link #moveTo moveTo} throws a {@link RuntimeException}:
 * what had moved is moved back, nothing is posted, and {@code postMessage} throws a
 * {@link DataCloneException} with the index in the list and the exception as its cause.
 * An {@link Error} has the same effect, and is thrown on as it is.</li>
 * <li>{@code moveTo} throws while content is moved back: logged, and the content is
 * released at the receiver object, so that it does not leak. The sender's object stays
 * detached.</li>
 * <li>{@link #release()} throws: logged.</li>
 * </ul>
 * <b>Thread-safety:</b> all methods may be called from any thread, at any time: two
 * threads may post one object, or one may close it while another posts it. Exactly one of
 * them gets the content. What the library does with the receiver object happens-before
 * the listener that gets it.
 * <p>
 * <b>Isolation:</b> the content itself must not leave its shell, or the old holder could
 * go on using it. Offer methods that work on it, and let them throw
 * {@link IllegalStateException} when it is gone.
 *
 * <pre><code class="java">
 * final class Document implements TransferableResource {
 *
 *     private &#64;Nullable FileChannel file;
 *
 *     Document(&#64;Nullable FileChannel file) {
 *         this.file = file;
 *     }
 *
 *     synchronized int read(ByteBuffer target) throws IOException {
 *         if (this.file == null) {
 *             throw new IllegalStateException("The document was transferred or closed");
 *         }
 *         return this.file.read(target);
 *     }
 *
 *     &#64;Override
 *     public synchronized boolean isDetached() {
 *         return this.file == null;
 *     }
 *
 *     &#64;Override
 *     public Document newReceiver() {
 *         return new Document(null);
 *     }
 *
 *     &#64;Override
 *     public void moveTo(TransferableResource receiver) {
 *         ((Document) receiver).accept(take());
 *     }
 *
 *     private synchronized FileChannel take() {
 *         FileChannel taken = this.file;
 *         if (taken == null) {
 *             throw new IllegalStateException("The document was transferred or closed");
 *         }
 *         this.file = null;
 *         return taken;
 *     }
 *
 *     private synchronized void accept(FileChannel moved) {
 *         this.file = moved;
 *     }
 *
 *     &#64;Override
 *     public void release() {
 *         try {
 *             take().close();
 *         }
 *         catch (IOException ex) {
 *             throw new UncheckedIOException(ex);
 *         }
 *     }
 *
 * }
 * </code></pre>
 *
 * Not one lock over both objects in {@code moveTo}: two of them that move to each other
 * would wait for ever.
 *
 * @see TransferableBuffer
 */
public interface TransferableResource extends Transferable {

	/**
	 * Return whether the content is not here: it has moved away, was released or closed,
	 * or has not come yet. Such an entry of a transfer list is refused (P2).
	 * @return whether this object is detached
	 */
	boolean isDetached();

	/**
	 * Create a detached object of the same kind, which the content of this one can
	 * {@linkplain #moveTo move} to. Changes nothing here.
	 * @return a new object
	 */
	TransferableResource newReceiver();

	/**
	 * Move the content to another object. Afterwards this one is detached and the other
	 * is not; if this method throws, both are as before. Of several calls at the same
	 * time exactly one moves the content.
	 * @param receiver a detached object, made by {@link #newReceiver()} of this object;
	 * or, when a post was refused, the object that this one was made by
	 * @throws IllegalStateException if this object is detached
	 */
	void moveTo(TransferableResource receiver);

	/**
	 * Free the content: nobody can get it any more. Called by the library, at most once,
	 * on the receiver object of a message that is lost. May run on any thread that posts,
	 * reads, closes or transfers, so it should not take long.
	 */
	void release();

}

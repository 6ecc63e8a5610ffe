package dev.messageport;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The asker's end of one reply stream: the listener of its reply port.
 *
 * <pre>
 *   IDLE       --message, close event--&gt;        SIGNALLING  turn of the reply port
 *   SIGNALLING --done--&gt;                        IDLE
 *   SIGNALLING --failed from outside--&gt;         FAILING     any thread: who signals ends it
 *   IDLE       --failed from outside--&gt;         FAILING     any thread: a task ends it
 *   IDLE, SIGNALLING, FAILING --cancelled--&gt;    OVER        any thread
 *   SIGNALLING --completed, failed--&gt;           OVER        turn of the reply port
 *   FAILING    --error told--&gt;                  OVER
 * </pre>
 *
 * It begins SIGNALLING, because it calls {@code onSubscribe} first. In SIGNALLING the
 * subscriber may be called, by that thread alone, and in FAILING by who ends it; so
 * signals never overlap.
 * <p>
 * The port is started while there is {@link Credit}, and while it is paused no close
 * event comes. So once the other side has closed, when nobody can post any more, one
 * message is taken <em>ahead</em> of the demand: if it is the close, or a message that is
 * no element before the close, the stream ends; if it is an element it is kept until it
 * is asked for.
 *
 * @param <R> the type of the elements
 */
final class ReplySubscription<R> implements Flow.Subscription, Conversing {

	private final Question question;

	private final Class<R> elementType;

	private final DefaultMessagePort port;

	/**
	 * Of who subscribes: for the calls of the subscriber.
	 */
	private final @Nullable CapturedContext context;

	private final Credit credit;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SIGNALLING);

	/**
	 * Null once it is over, so that a cancelled subscription keeps no subscriber.
	 */
	private volatile Flow.@Nullable Subscriber<? super R> subscriber;

	/**
	 * Null until the responder says that it respects demand.
	 */
	private volatile @Nullable Grants grants;

	/**
	 * Why it fails; set before FAILING.
	 */
	private volatile @Nullable Throwable failure;

	/**
	 * Set before the credit for one message ahead is given.
	 */
	private volatile boolean mayTakeAhead;

	private final AtomicReference<@Nullable MessageEvent> ahead = new AtomicReference<>();

	ReplySubscription(Question question, Class<R> elementType, DefaultMessagePort port,
			Flow.Subscriber<? super R> subscriber) {
		this.question = question;
		this.elementType = elementType;
		this.port = port;
		this.context = port.side.config.captureContext();
		this.credit = new Credit(port);
		this.subscriber = subscriber;
		port.addMessageListener(this);
		port.addCloseListener(this);
	}

	/**
	 * Call {@code onSubscribe}, then ask.
	 * @param asked the port that it is posted on
	 * @param post posts the request
	 * @return whether the request was posted
	 */
	boolean begin(DefaultMessagePort asked, BooleanSupplier post) {
		boolean posted = false;
		introduce();
		if (this.phase.get() == Phase.SIGNALLING) {
			posted = ask(asked, post);
		}
		leave();
		if (posted) {
			this.port.side.onEnd(this.port, this);
			this.port.closed().thenRun(this::takeAhead);
			this.credit.open();
		}
		return posted;
	}

	private void introduce() {
		try {
			Objects.requireNonNull(this.subscriber).onSubscribe(this);
		}
		catch (Throwable ex) {
			cancel();
			Delivery.failed(this.port.side, ex, this.port, null);
		}
	}

	private boolean ask(DefaultMessagePort asked, BooleanSupplier post) {
		try {
			if (post.getAsBoolean()) {
				return true;
			}
			finish(this.question.refused(asked, this.port));
		}
		catch (Throwable ex) {
			finish(ex);
		}
		return false;
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			fail(new IllegalArgumentException("A subscriber has requested " + n + " elements from " + this.port.name()
					+ ": request at least 1 (Reactive Streams 3.9)"));
			return;
		}
		this.credit.add(n);
		grant();
	}

	@Override
	public void cancel() {
		this.phase.set(Phase.OVER);
		this.subscriber = null;
		this.port.close();
		discardAhead();
	}

	@Override
	public void onMessage(MessageEvent event) {
		if (!enter()) {
			Discards.discardUnseen(event);
			return;
		}
		signal(() -> take(event));
	}

	@Override
	public void onClose(CloseEvent event) {
		if (enter()) {
			signal(() -> {
				deliverAhead();
				boolean complete = event.reason() == CloseReason.PEER && event.cause() == null;
				finish(complete ? null : this.question.failure(event.reason(), event.cause()));
			});
		}
	}

	// SIGNALLING
	private void signal(Runnable task) {
		CapturedContext.run(this.context, () -> {
			try {
				task.run();
			}
			finally {
				leave();
			}
		});
	}

	@Override
	public void ended(CloseReason reason, @Nullable Throwable cause) {
		if (this.phase.get() != Phase.OVER) {
			fail(this.question.failure(reason, cause));
		}
	}

	private boolean enter() {
		return this.phase.compareAndSet(Phase.IDLE, Phase.SIGNALLING);
	}

	private void leave() {
		if (!this.phase.compareAndSet(Phase.SIGNALLING, Phase.IDLE) && this.phase.get() == Phase.FAILING) {
			finish(this.failure);
		}
	}

	private void take(MessageEvent event) {
		if (event.data() instanceof Demand) {
			this.grants = new Grants(this.port, this.credit);
			grant();
			return;
		}
		deliverAhead();
		if (this.mayTakeAhead && this.credit.left() == 1) {
			this.ahead.set(event);
			if (this.phase.get() == Phase.OVER) {
				discardAhead();
			}
		}
		else {
			deliver(event);
		}
		this.credit.spend();
		Grants present = this.grants;
		if (present != null) {
			present.received();
		}
	}

	// Who has started the port since that message was taken has asked for it
	private void deliverAhead() {
		MessageEvent kept = this.ahead.getAndSet(null);
		if (kept != null) {
			deliver(kept);
		}
	}

	private void discardAhead() {
		MessageEvent kept = this.ahead.getAndSet(null);
		if (kept != null) {
			Discards.discardUnseen(kept);
		}
	}

	private void deliver(MessageEvent event) {
		Flow.Subscriber<? super R> present = this.subscriber;
		R element = (present != null) ? read(event) : null;
		if (present == null || element == null) {
			Discards.discardUnseen(event);
			return;
		}
		try {
			present.onNext(element);
		}
		catch (Throwable ex) {
			cancel();
			throw ex;
		}
	}

	// Ends the stream if it is no element
	private @Nullable R read(MessageEvent event) {
		try {
			R element = event.data(this.elementType);
			if (element == null) {
				finish(new NullPointerException("A null message has come to port " + event.target().name()
						+ ", which cannot be an element of a Flow. Let the responder post a value"));
			}
			return element;
		}
		catch (ClassCastException ex) {
			finish(ex);
			return null;
		}
	}

	private void takeAhead() {
		this.mayTakeAhead = true;
		this.credit.add(1);
	}

	private void grant() {
		Grants present = this.grants;
		if (present != null) {
			present.update();
		}
	}

	// SIGNALLING, or FAILING by who ends it
	private void finish(@Nullable Throwable failure) {
		Flow.Subscriber<? super R> present = this.subscriber;
		this.subscriber = null;
		if (this.phase.getAndSet(Phase.OVER) == Phase.OVER || present == null) {
			return;
		}
		this.port.close(failure);
		discardAhead();
		try {
			if (failure != null) {
				present.onError(failure);
			}
			else {
				present.onComplete();
			}
		}
		catch (Throwable ex) {
			Delivery.failed(this.port.side, ex, this.port, null);
		}
	}

	// By any thread at any time
	private void fail(Throwable cause) {
		this.failure = cause;
		Phase seen = this.phase.get();
		while ((seen == Phase.IDLE || seen == Phase.SIGNALLING) && !this.phase.compareAndSet(seen, Phase.FAILING)) {
			seen = this.phase.get();
		}
		if (seen == Phase.IDLE) {
			this.port.side.config.dispatcher().execute(() -> CapturedContext.run(this.context, () -> finish(cause)));
		}
	}

	private enum Phase {

		IDLE, SIGNALLING, FAILING, OVER

	}

}

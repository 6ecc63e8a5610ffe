package dev.messageport;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Posts what a publisher emits as answers, and asks it for no more than the asker wants
 * (V2). The listener of the responder's reply port.
 *
 * <pre>
 *   ACTIVE --completed, failed--&gt;              DONE   the publisher: the port closes
 *   ACTIVE --answer or publisher is bad--&gt;     DONE   both
 *   ACTIVE --port closed or ended--&gt;           DONE   a turn, or a task: cancels upstream
 * </pre>
 *
 * What a publisher does against the rules, such as to emit what nobody asked for, fails
 * the stream, or is ignored once it is done.
 */
final class ReplySubscriber implements Flow.Subscriber<Object>, Conversing {

	private final DefaultMessagePort port;

	/**
	 * Of who answers: for the calls of the publisher's subscription.
	 */
	private final @Nullable CapturedContext context;

	private final Upstream upstream = new Upstream(this::violated);

	/**
	 * Elements that were granted and have not been emitted.
	 */
	private final AtomicLong granted = new AtomicLong();

	private final AtomicBoolean done = new AtomicBoolean();

	private ReplySubscriber(DefaultMessagePort port) {
		this.port = port;
		this.context = port.side.config.captureContext();
	}

	/**
	 * Answer with a publisher.
	 * @param publisher the publisher of the answers
	 * @param port the reply port
	 */
	static void subscribe(Flow.Publisher<?> publisher, DefaultMessagePort port) {
		ReplySubscriber subscriber = new ReplySubscriber(port);
		try {
			if (subscriber.announce()) {
				port.side.onEnd(port, subscriber);
				port.change((current) -> current.conversing(subscriber));
				publisher.subscribe(subscriber);
			}
		}
		catch (Throwable ex) {
			subscriber.fail(ex);
			throw ex;
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		Objects.requireNonNull(subscription, "'subscription' must not be null");
		if (!this.upstream.set(subscription)) {
			subscription.cancel();
		}
	}

	@Override
	public void onNext(Object item) {
		if (item == null) {
			NullPointerException failure = new NullPointerException("'item' must not be null");
			fail(failure);
			throw failure;
		}
		if (this.granted.getAndDecrement() <= 0) {
			failAnswer(new IllegalStateException(
					"The publisher of the answers on port " + this.port.name() + " emits more than was requested"));
			return;
		}
		try {
			post(item);
		}
		catch (RuntimeException ex) {
			failAnswer(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		Objects.requireNonNull(failure, "'failure' must not be null");
		if (finish()) {
			this.port.close(failure);
		}
	}

	@Override
	public void onComplete() {
		if (finish()) {
			this.port.close();
		}
	}

	@Override
	public void onMessage(MessageEvent event) {
		if (event.data() instanceof Demand demand) {
			this.granted.addAndGet(demand.elements());
			CapturedContext.run(this.context, () -> this.upstream.request(demand.elements()));
		}
	}

	@Override
	public void onClose(CloseEvent event) {
		stop();
	}

	@Override
	public void ended(CloseReason reason, @Nullable Throwable cause) {
		if (!this.done.get()) {
			this.port.side.config.dispatcher().execute(this::stop);
		}
	}

	private boolean announce() {
		return check(this.port.postControl(Demand.RESPECTED, null));
	}

	private void post(Object message) {
		check((message instanceof Transferable transferable) ? this.port.postMessage(transferable, transferable)
				: this.port.postMessage(message));
	}

	// Refused while the port is open: dropped by a queue that is full of other messages
	private boolean check(boolean posted) {
		if (!posted && this.port.isLive()) {
			failAnswer(new PortOverflowException("An answer on port " + this.port.name()
					+ " was dropped, because the queue of the asker is full of messages posted by hand."
					+ " Leave the reply port to the publisher"));
		}
		else if (!posted) {
			stop();
		}
		return posted;
	}

	private void violated(Throwable failure) {
		fail(failure);
		Delivery.failed(this.port.side, failure, this.port, null);
	}

	// Of an answer that cannot be given nobody else would tell
	private void failAnswer(Throwable cause) {
		ChannelObserver observer = this.port.side.observer();
		if (fail(cause) && observer != null) {
			observer.failed(this.port.side, cause);
		}
	}

	private boolean fail(Throwable cause) {
		boolean first = finish();
		if (first) {
			this.port.close(cause);
			this.upstream.cancel();
		}
		return first;
	}

	private void stop() {
		if (finish()) {
			CapturedContext.run(this.context, this.upstream::cancel);
		}
	}

	private boolean finish() {
		return this.done.compareAndSet(false, true);
	}

}

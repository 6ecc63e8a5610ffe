package dev.messageport;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A resource that is counted.
 */
final class Token implements TransferableResource {

	private final Tokens tokens;

	private final AtomicReference<@Nullable Integer> content;

	Token(Tokens tokens, @Nullable Integer content) {
		this.tokens = tokens;
		this.content = new AtomicReference<>(content);
	}

	@Nullable Integer content() {
		return this.content.get();
	}

	@Override
	public boolean isDetached() {
		return this.content.get() == null;
	}

	@Override
	public Token newReceiver() {
		return new Token(this.tokens, null);
	}

	@Override
	public void moveTo(TransferableResource receiver) {
		if (!((Token) receiver).content.compareAndSet(null, take())) {
			throw new IllegalStateException("The receiver has a content");
		}
	}

	@Override
	public void release() {
		this.tokens.released(take());
	}

	private Integer take() {
		Integer taken = this.content.getAndSet(null);
		if (taken == null) {
			throw new IllegalStateException("The content is gone");
		}
		return taken;
	}

}

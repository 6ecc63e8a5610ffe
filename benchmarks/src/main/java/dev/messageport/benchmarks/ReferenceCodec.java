package dev.messageport.benchmarks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Hands on the object itself, within this JVM only.
 */
final class ReferenceCodec implements MessageCodec<Object, Object> {

	static final String NAME = "reference";

	@Override
	public Object transform(Object body) {
		return body;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public byte systemCodecID() {
		return -1;
	}

	@Override
	public void encodeToWire(Buffer buffer, Object body) {
		throw new UnsupportedOperationException("Objects stay in this JVM: do not cluster the event bus");
	}

	@Override
	public Object decodeFromWire(int position, Buffer buffer) {
		throw new UnsupportedOperationException("Objects stay in this JVM: do not cluster the event bus");
	}

}

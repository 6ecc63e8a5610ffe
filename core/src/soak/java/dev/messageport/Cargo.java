package dev.messageport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What travels with a message beside ports: a buffer and a counted resource.
 *
 * @param bytes what the buffer holds
 * @param buffer the buffer
 * @param token the resource
 */
record Cargo(byte[] bytes, TransferableBuffer buffer, Token token) {

	static Cargo create(Actor actor) {
		byte[] bytes = new byte[actor.random.nextInt(64)];
		Arrays.fill(bytes, (byte) actor.random.nextInt());
		return new Cargo(bytes, TransferableBuffer.of(bytes), actor.scene.tokens.create());
	}

	List<Transferable> items() {
		return List.of(this.token, this.buffer);
	}

	Manifest manifest() {
		return new Manifest(this.bytes, Objects.requireNonNull(this.token.content()));
	}

	/**
	 * Return whether the sender has lost it, as it must once a post has returned.
	 */
	boolean isGone() {
		return this.buffer.isDetached() && this.token.isDetached();
	}

	/**
	 * Release what a refused post must not have taken.
	 * @param manifest what there was
	 * @return whether it is all there
	 */
	boolean isBack(Manifest manifest) {
		return manifest.unload(items());
	}

	/**
	 * What arrives.
	 *
	 * @param bytes what the buffer holds
	 * @param token the content of the resource
	 */
	record Manifest(byte[] bytes, Integer token) {

		/**
		 * Release what came with a message, ports excepted.
		 * @param arrived all that came
		 * @return whether that is what was sent
		 */
		boolean unload(List<Transferable> arrived) {
			List<Transferable> rest = new ArrayList<>(arrived);
			rest.removeIf(MessagePort.class::isInstance);
			if (rest.size() == 2 && rest.get(0) instanceof Token && rest.get(1) instanceof TransferableBuffer) {
				return unload((Token) rest.get(0), (TransferableBuffer) rest.get(1));
			}
			return false;
		}

		private boolean unload(Token arrivedToken, TransferableBuffer buffer) {
			if (arrivedToken.isDetached() || buffer.isDetached()) {
				return false;
			}
			boolean intact = this.token.equals(arrivedToken.content())
					&& Arrays.equals(this.bytes, buffer.toByteArray());
			arrivedToken.release();
			buffer.close();
			return intact;
		}

	}

}

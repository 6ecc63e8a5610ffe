package dev.messageport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * An open file, as a user would write it after reading the Javadoc of
 * {@link TransferableResource}.
 */
final class FileTransferable implements TransferableResource {

	private final AtomicInteger releases;

	private @Nullable FileChannel file;

	FileTransferable(FileChannel file) {
		this(file, new AtomicInteger());
	}

	private FileTransferable(@Nullable FileChannel file, AtomicInteger releases) {
		this.file = file;
		this.releases = releases;
	}

	synchronized String read(int count) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(count);
		file().read(bytes);
		return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
	}

	private FileChannel file() {
		if (this.file == null) {
			throw new IllegalStateException("The file was transferred or released");
		}
		return this.file;
	}

	@Override
	public synchronized boolean isDetached() {
		return this.file == null;
	}

	@Override
	public FileTransferable newReceiver() {
		return new FileTransferable(null, this.releases);
	}

	@Override
	public void moveTo(TransferableResource receiver) {
		((FileTransferable) receiver).accept(take());
	}

	private synchronized FileChannel take() {
		FileChannel taken = file();
		this.file = null;
		return taken;
	}

	private synchronized void accept(FileChannel moved) {
		this.file = moved;
	}

	@Override
	public void release() {
		this.releases.incrementAndGet();
		try {
			take().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how often this object, and those that the file has moved through, were
	 * released.
	 * @return the number of calls
	 */
	int releases() {
		return this.releases.get();
	}

}

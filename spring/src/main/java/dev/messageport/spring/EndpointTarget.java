package dev.messageport.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.messageport.CloseReason;
import dev.messageport.PortClosedException;

/**
 * An endpoint, over one connection: made by the first call, and made anew by a call that
 * finds it closed.
 */
final class EndpointTarget implements CallTarget {

	private final MessagePortTemplate template;

	private final String endpoint;

	private final Executor later;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable PortConnection connection;

	private volatile boolean closed;

	EndpointTarget(MessagePortTemplate template, String endpoint, Executor later) {
		this.template = template;
		this.endpoint = endpoint;
		this.later = later;
	}

	@Override
	public PortConnection connection() {
		PortConnection present = this.connection;
		return (present != null && present.isOpen()) ? present : connect();
	}

	private PortConnection connect() {
		this.lock.lock();
		try {
			if (this.closed) {
				throw new PortClosedException(CloseReason.LOCAL,
						"The clients for " + this
								+ " were closed with their PortServiceProxyFactory: make another one to call again",
						null);
			}
			PortConnection present = this.connection;
			if (present == null || !present.isOpen()) {
				present = new PortConnection(this.template.connect(this.endpoint), this.later);
				this.connection = present;
			}
			return present;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			if (this.connection != null) {
				this.connection.port().close();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public String toString() {
		return "endpoint '" + this.endpoint + "'";
	}

}

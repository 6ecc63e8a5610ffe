package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

import dev.messageport.DeliveryControl;

/**
 * Ties the delivery of messages to the application context (G3): nothing is delivered
 * before the context has started and while it is stopped, and all channels close with it.
 * <p>
 * Starts after the executors and before the web server, and stops in the reverse order.
 */
final class MessagePortLifecycle implements SmartLifecycle, DisposableBean {

	static final int PHASE = ExecutorConfigurationSupport.DEFAULT_PHASE + 1024;

	private static final Log logger = LogFactory.getLog(MessagePortLifecycle.class);

	private final OpenSides openSides;

	private final PortEndpoints endpoints;

	private final List<DeliveryControl> controls = new ArrayList<>();

	private volatile boolean running;

	MessagePortLifecycle(OpenSides openSides, PortEndpoints endpoints) {
		this.openSides = openSides;
		this.endpoints = endpoints;
	}

	/**
	 * Take charge of the delivery of a factory.
	 * @param control the factory
	 */
	synchronized void manage(DeliveryControl control) {
		this.controls.add(control);
		if (!this.running) {
			control.suspend();
		}
	}

	@Override
	public synchronized void start() {
		this.running = true;
		forEachControl("resume", DeliveryControl::resume);
		this.endpoints.start();
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		forEachControl("suspend", DeliveryControl::suspend);
		this.endpoints.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public synchronized void destroy() {
		stop();
		this.endpoints.close();
		this.openSides.close();
		forEachControl("release", DeliveryControl::release);
		this.controls.clear();
	}

	/**
	 * Apply an action to all factories: one that fails does not spare the others.
	 * @param name the name of the action, for people
	 * @param action the action
	 */
	private void forEachControl(String name, Consumer<DeliveryControl> action) {
		for (DeliveryControl control : this.controls) {
			try {
				action.accept(control);
			}
			catch (RuntimeException ex) {
				logger.error(
						"The channel factory " + control + " failed to " + name
								+ " delivery: its listeners may be called at the wrong time. Check its implementation",
						ex);
			}
		}
	}

}

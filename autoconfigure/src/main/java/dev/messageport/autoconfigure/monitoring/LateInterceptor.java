package dev.messageport.autoconfigure.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

import dev.messageport.MessageEvent;
import dev.messageport.OutgoingMessage;
import dev.messageport.PortInterceptor;

/**
 * Stands in for an interceptor that is made when all singletons have been created, and
 * takes itself away if there is nothing to do for that. Channels are made early, by the
 * first bean that has a port injected; what observes them must not be, because a registry
 * of observations brings about registries of meters, exporters and much else. Messages
 * are delivered after that, so that nothing is missed.
 */
final class LateInterceptor implements PortInterceptor, SmartInitializingSingleton {

	private final Supplier<? extends @Nullable PortInterceptor> source;

	/**
	 * What takes this away from the factories that were built before there is a decision.
	 */
	private final List<Runnable> removals = new ArrayList<>();

	private boolean decided;

	private volatile @Nullable PortInterceptor interceptor;

	LateInterceptor(Supplier<? extends @Nullable PortInterceptor> source) {
		this.source = source;
	}

	@Override
	public void afterSingletonsInstantiated() {
		PortInterceptor made = this.source.get();
		List<Runnable> waiting;
		synchronized (this.removals) {
			this.decided = true;
			this.interceptor = made;
			waiting = List.copyOf(this.removals);
			this.removals.clear();
		}
		waiting.forEach((removal) -> added(made, removal));
	}

	@Override
	public void added(Runnable removal) {
		synchronized (this.removals) {
			if (!this.decided) {
				this.removals.add(removal);
				return;
			}
		}
		added(this.interceptor, removal);
	}

	private static void added(@Nullable PortInterceptor interceptor, Runnable removal) {
		if (interceptor != null) {
			interceptor.added(removal);
		}
		else {
			removal.run();
		}
	}

	@Override
	public void beforePost(OutgoingMessage message) {
		PortInterceptor present = this.interceptor;
		if (present != null) {
			present.beforePost(message);
		}
	}

	@Override
	public @Nullable Consumer<Runnable> captureContext() {
		PortInterceptor present = this.interceptor;
		return (present != null) ? present.captureContext() : null;
	}

	@Override
	public void aroundDelivery(MessageEvent event, Delivery delivery) throws Exception {
		PortInterceptor present = this.interceptor;
		if (present != null) {
			present.aroundDelivery(event, delivery);
		}
		else {
			delivery.proceed();
		}
	}

}

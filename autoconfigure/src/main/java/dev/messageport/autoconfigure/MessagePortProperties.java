package dev.messageport.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.messageport.LeakDetection;
import dev.messageport.OverflowPolicy;
import dev.messageport.PayloadStrategy;

/**
 * Properties of message ports.
 */
@ConfigurationProperties("messageport")
public class MessagePortProperties {

	/**
	 * Maximum number of messages that wait at one side of a channel. Use 0 for no bound.
	 */
	private int capacity = 65_536;

	/**
	 * What a post to a full queue does.
	 */
	private OverflowPolicy overflow = OverflowPolicy.FAIL;

	/**
	 * Maximum time that a post to a full queue waits for room when it may block.
	 */
	private Duration blockTimeout = Duration.ofSeconds(5);

	/**
	 * How payloads get to the other end.
	 */
	private PayloadStrategy payloads = PayloadStrategy.REFERENCE;

	/**
	 * What is said of ports that are garbage-collected without having been closed.
	 */
	private LeakDetection leakDetection = LeakDetection.SIMPLE;

	/**
	 * What runs the listeners.
	 */
	private Delivery delivery = Delivery.EXECUTOR;

	/**
	 * Channels to declare, by name. Each becomes a bean of that name, and so does each of
	 * its ends, with the suffix '.port1' and '.port2'.
	 */
	private final Map<String, Channel> channels = new LinkedHashMap<>();

	private final Actuator actuator = new Actuator();

	private final Endpoints endpoints = new Endpoints();

	private final EventLoop eventLoop = new EventLoop();

	private final Health health = new Health();

	private final Monitoring monitoring = new Monitoring();

	private final Observation observation = new Observation();

	private final Template template = new Template();

	private final Wiring wiring = new Wiring();

	public int getCapacity() {
		return this.capacity;
	}

	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	public OverflowPolicy getOverflow() {
		return this.overflow;
	}

	public void setOverflow(OverflowPolicy overflow) {
		this.overflow = overflow;
	}

	public Duration getBlockTimeout() {
		return this.blockTimeout;
	}

	public void setBlockTimeout(Duration blockTimeout) {
		this.blockTimeout = blockTimeout;
	}

	public PayloadStrategy getPayloads() {
		return this.payloads;
	}

	public void setPayloads(PayloadStrategy payloads) {
		this.payloads = payloads;
	}

	public LeakDetection getLeakDetection() {
		return this.leakDetection;
	}

	public void setLeakDetection(LeakDetection leakDetection) {
		this.leakDetection = leakDetection;
	}

	public Delivery getDelivery() {
		return this.delivery;
	}

	public void setDelivery(Delivery delivery) {
		this.delivery = delivery;
	}

	public Map<String, Channel> getChannels() {
		return this.channels;
	}

	public Actuator getActuator() {
		return this.actuator;
	}

	public Endpoints getEndpoints() {
		return this.endpoints;
	}

	public EventLoop getEventLoop() {
		return this.eventLoop;
	}

	public Health getHealth() {
		return this.health;
	}

	public Monitoring getMonitoring() {
		return this.monitoring;
	}

	public Observation getObservation() {
		return this.observation;
	}

	public Template getTemplate() {
		return this.template;
	}

	public Wiring getWiring() {
		return this.wiring;
	}

	/**
	 * Properties of the Actuator endpoint 'messageports'.
	 */
	public static class Actuator {

		/**
		 * Maximum number of declared channels, of endpoints and of other channels that an
		 * answer or a diagram describes, if the request does not set 'limit'.
		 */
		private int defaultLimit = 100;

		/**
		 * Maximum that a request can set 'limit' to.
		 */
		private int maxLimit = 1_000;

		public int getDefaultLimit() {
			return this.defaultLimit;
		}

		public void setDefaultLimit(int defaultLimit) {
			this.defaultLimit = defaultLimit;
		}

		public int getMaxLimit() {
			return this.maxLimit;
		}

		public void setMaxLimit(int maxLimit) {
			this.maxLimit = maxLimit;
		}

	}

	/**
	 * Properties of endpoints.
	 */
	public static class Endpoints {

		/**
		 * Maximum number of connections that each endpoint has open at a time. Use 0 for
		 * no bound.
		 */
		private int maxConnections = 100_000;

		public int getMaxConnections() {
			return this.maxConnections;
		}

		public void setMaxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
		}

	}

	/**
	 * What runs the listeners.
	 */
	public enum Delivery {

		/**
		 * The executor of the application, or virtual threads where those are enabled.
		 */
		EXECUTOR,

		/**
		 * A few threads of their own, for listeners that never block.
		 */
		EVENT_LOOP

	}

	/**
	 * Properties of the event loop, if that runs the listeners.
	 */
	public static class EventLoop {

		/**
		 * Number of threads. As many as there are processors when not set.
		 */
		private @Nullable Integer threads;

		/**
		 * Time after which a listener that keeps its thread is reported, with its stack.
		 * Use 0 for never.
		 */
		private Duration blockedAfter = Duration.ofMillis(500);

		public @Nullable Integer getThreads() {
			return this.threads;
		}

		public void setThreads(@Nullable Integer threads) {
			this.threads = threads;
		}

		public Duration getBlockedAfter() {
			return this.blockedAfter;
		}

		public void setBlockedAfter(Duration blockedAfter) {
			this.blockedAfter = blockedAfter;
		}

	}

	/**
	 * Properties of the health contributor 'messagePorts'.
	 */
	public static class Health {

		/**
		 * Maximum number of messages that wait at one port of a healthy application. Any
		 * number when not set.
		 */
		private @Nullable Integer maxQueued;

		/**
		 * Status to report when more messages wait.
		 */
		private ThresholdStatus maxQueuedStatus = ThresholdStatus.OUT_OF_SERVICE;

		/**
		 * Maximum time that a message waits in a healthy application. Any time when not
		 * set.
		 */
		private @Nullable Duration maxAge;

		/**
		 * Status to report when a message waits longer.
		 */
		private ThresholdStatus maxAgeStatus = ThresholdStatus.OUT_OF_SERVICE;

		public @Nullable Integer getMaxQueued() {
			return this.maxQueued;
		}

		public void setMaxQueued(@Nullable Integer maxQueued) {
			this.maxQueued = maxQueued;
		}

		public ThresholdStatus getMaxQueuedStatus() {
			return this.maxQueuedStatus;
		}

		public void setMaxQueuedStatus(ThresholdStatus maxQueuedStatus) {
			this.maxQueuedStatus = maxQueuedStatus;
		}

		public @Nullable Duration getMaxAge() {
			return this.maxAge;
		}

		public void setMaxAge(@Nullable Duration maxAge) {
			this.maxAge = maxAge;
		}

		public ThresholdStatus getMaxAgeStatus() {
			return this.maxAgeStatus;
		}

		public void setMaxAgeStatus(ThresholdStatus maxAgeStatus) {
			this.maxAgeStatus = maxAgeStatus;
		}

		/**
		 * Status when a threshold is crossed.
		 */
		public enum ThresholdStatus {

			/**
			 * Out of service for now.
			 */
			OUT_OF_SERVICE,

			/**
			 * Down.
			 */
			DOWN

		}

	}

	/**
	 * Properties of what ports tell of themselves.
	 */
	public static class Monitoring {

		/**
		 * Whether messages and ports are counted, and listeners and queues watched, if
		 * there is anybody to tell: a meter registry or Actuator.
		 */
		private boolean enabled = true;

		/**
		 * Time after which a listener that is still handling one message is reported,
		 * with its stack. Use 0 for never.
		 */
		private Duration slowHandler = Duration.ofSeconds(30);

		/**
		 * Time after which a message that still waits is reported. Use 0 for never.
		 */
		private Duration oldQueue = Duration.ofMinutes(5);

		/**
		 * Maximum number of channel names that are told apart; further ones are counted
		 * together as 'other'.
		 */
		private int maxNames = 1_000;

		/**
		 * How many messages there are to one whose time in the queue is measured, on
		 * average. Use 1 for as many as possible, one at a time for each port, and 0 for
		 * none.
		 */
		private int latencySampling = 128;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public Duration getSlowHandler() {
			return this.slowHandler;
		}

		public void setSlowHandler(Duration slowHandler) {
			this.slowHandler = slowHandler;
		}

		public Duration getOldQueue() {
			return this.oldQueue;
		}

		public void setOldQueue(Duration oldQueue) {
			this.oldQueue = oldQueue;
		}

		public int getMaxNames() {
			return this.maxNames;
		}

		public void setMaxNames(int maxNames) {
			this.maxNames = maxNames;
		}

		public int getLatencySampling() {
			return this.latencySampling;
		}

		public void setLatencySampling(int latencySampling) {
			this.latencySampling = latencySampling;
		}

	}

	/**
	 * Properties of observations, and of what travels with messages.
	 */
	public static class Observation {

		/**
		 * Whether to observe each message that listeners handle.
		 */
		private boolean listener = true;

		/**
		 * Whether to observe each post.
		 */
		private boolean post;

		/**
		 * Whether to restore around listeners what is bound to the thread of the sender,
		 * for all registered accessors of Micrometer's context propagation: the MDC, the
		 * security context and others.
		 */
		private boolean propagateContext;

		public boolean isListener() {
			return this.listener;
		}

		public void setListener(boolean listener) {
			this.listener = listener;
		}

		public boolean isPost() {
			return this.post;
		}

		public void setPost(boolean post) {
			this.post = post;
		}

		public boolean isPropagateContext() {
			return this.propagateContext;
		}

		public void setPropagateContext(boolean propagateContext) {
			this.propagateContext = propagateContext;
		}

	}

	/**
	 * Properties of the template.
	 */
	public static class Template {

		/**
		 * Maximum time that a request of the template waits for its answer.
		 */
		private Duration requestTimeout = Duration.ofSeconds(30);

		public Duration getRequestTimeout() {
			return this.requestTimeout;
		}

		public void setRequestTimeout(Duration requestTimeout) {
			this.requestTimeout = requestTimeout;
		}

	}

	/**
	 * Properties of the check of declared channels when the application starts.
	 */
	public static class Wiring {

		/**
		 * Whether the application fails to start, and does not just log a warning, when
		 * no bean takes an end of a declared channel.
		 */
		private boolean strict;

		/**
		 * Channels, or ends such as 'pricing.port1', that need no bean of the application
		 * context: a child context, or a look-up by name, takes them.
		 */
		private Set<String> ignore = new LinkedHashSet<>();

		public boolean isStrict() {
			return this.strict;
		}

		public void setStrict(boolean strict) {
			this.strict = strict;
		}

		public Set<String> getIgnore() {
			return this.ignore;
		}

		public void setIgnore(Set<String> ignore) {
			this.ignore = ignore;
		}

	}

	/**
	 * Properties of one declared channel.
	 */
	public static class Channel {

		/**
		 * Maximum number of messages that wait at one side of this channel. Use 0 for no
		 * bound. Inherited when not set.
		 */
		private @Nullable Integer capacity;

		/**
		 * What a post to a full queue of this channel does. Inherited when not set.
		 */
		private @Nullable OverflowPolicy overflow;

		/**
		 * Maximum time that a post to a full queue of this channel waits for room when it
		 * may block. Inherited when not set.
		 */
		private @Nullable Duration blockTimeout;

		/**
		 * How payloads get to the other end of this channel. Inherited when not set.
		 */
		private @Nullable PayloadStrategy payloads;

		public @Nullable Integer getCapacity() {
			return this.capacity;
		}

		public void setCapacity(@Nullable Integer capacity) {
			this.capacity = capacity;
		}

		public @Nullable OverflowPolicy getOverflow() {
			return this.overflow;
		}

		public void setOverflow(@Nullable OverflowPolicy overflow) {
			this.overflow = overflow;
		}

		public @Nullable Duration getBlockTimeout() {
			return this.blockTimeout;
		}

		public void setBlockTimeout(@Nullable Duration blockTimeout) {
			this.blockTimeout = blockTimeout;
		}

		public @Nullable PayloadStrategy getPayloads() {
			return this.payloads;
		}

		public void setPayloads(@Nullable PayloadStrategy payloads) {
			this.payloads = payloads;
		}

	}

}

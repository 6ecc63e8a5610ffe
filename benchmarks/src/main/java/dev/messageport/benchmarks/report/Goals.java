package dev.messageport.benchmarks.report;

import java.util.List;

/**
 * The goals, with the names of the figures that they are about. Where nothing else is
 * said, "ours" is the default: a port on the common pool, or the starter's port.
 */
final class Goals {

	/**
	 * All of them.
	 */
	static final List<Goal> ALL = List.of(
			Goal.atMost(0.35, "one-way: ours / JCTools MPSC + spinning thread", ours("OneWay"),
					List.of("OneWay JCTOOLS_LINKED", "OneWay JCTOOLS_ARRAY"))
				.forJdk(18, Integer.MAX_VALUE),
			Goal.atMost(0.9, "one-way: ours / JCTools MPSC + spinning thread", ours("OneWay"),
					List.of("OneWay JCTOOLS_LINKED", "OneWay JCTOOLS_ARRAY"))
				.forJdk(17, 17),
			Goal.atLeast(4, "one-way: Pekko / ours", List.of("OneWay PEKKO"), ours("OneWay")),
			Goal.atLeast(4, "one-way: Reactor / ours", List.of("OneWay REACTOR"), ours("OneWay")),
			Goal.atLeast(8, "one-way: Vert.x / ours", List.of("OneWay VERTX"), ours("OneWay")),
			Goal.atLeast(12, "one-way: ExecutorSubscribableChannel (messages with headers of their own) / ours",
					List.of("OneWay SUBSCRIBABLE_CHANNEL"), ours("OneWay")),
			Goal.atLeast(15, "one-way: SI ExecutorChannel / ours", List.of("OneWay SI_EXECUTOR_CHANNEL"),
					ours("OneWay")),
			Goal.atMost(1.1, "ping-pong, common pool: ours / CLQ actor", ours("PingPong"),
					List.of("PingPong ACTOR_COMMON_POOL")),
			Goal.atMost(1.1, "ping-pong, fixed pool: ours / CLQ actor", List.of("PingPong PORT_FIXED_POOL"),
					List.of("PingPong ACTOR_FIXED_POOL")),
			Goal.atLeast(3, "ping-pong: Vert.x / ours on its own event loop", List.of("PingPong VERTX"),
					List.of("PingPong PORT_EVENT_LOOP")),
			Goal.atLeast(2.5, "fan 10,000 × 1: Vert.x / ours", List.of("Fan VERTX fan=10000x1"),
					List.of("Fan PORT_COMMON_POOL fan=10000x1")),
			Goal.atLeast(5, "fan 10,000 × 1: Vert.x / ours on its own event loops", List.of("Fan VERTX fan=10000x1"),
					List.of("Fan PORT_EVENT_LOOP fan=10000x1")),
			Goal.atLeast(2.5, "fan 1,000 × 100: Vert.x / ours", List.of("Fan VERTX fan=1000x100"),
					List.of("Fan PORT_COMMON_POOL fan=1000x100")),
			Goal.atLeast(5, "fan 1,000 × 100: Vert.x / ours on its own event loops", List.of("Fan VERTX fan=1000x100"),
					List.of("Fan PORT_EVENT_LOOP fan=1000x100")),
			Goal.atLeast(2.5, "life: Vert.x / ours", List.of("Life VERTX"), ours("Life")),
			Goal.atLeast(1.7, "life: ExecutorSubscribableChannel / ours", List.of("Life SUBSCRIBABLE_CHANNEL"),
					ours("Life")),
			Goal.countedAtMost(200, "heap per idle channel without listener, bytes",
					"IdleMemory PORT_WITHOUT_LISTENER"),
			Goal.countedAtMost(200, "heap per idle channel with a listener, bytes", "IdleMemory PORT"),
			Goal.countedAtMost(24, "allocation per plain message, bytes",
					"OneWay PORT_COMMON_POOL" + Figures.ALLOCATED),
			Goal.atLeast(30, "transfer cycle: Node / ours", List.of("Node transfer"), ours("Transfer")),
			Goal.atLeast(30, "transfer cycle: Node / ours on its own event loop", List.of("Node transfer"),
					List.of("Transfer PORT_EVENT_LOOP")),
			Goal.atLeast(30, "transfer cycle: Node / ours on one thread, with receive", List.of("Node transfer"),
					List.of("Transfer PORT_RECEIVED")),
			Goal.atMost(100, "@PortListener(payload) through the starter, meters on: ns per message",
					List.of("Listener PORT_METERS_ON"), List.of()),
			Goal.atLeast(4, "@PortListener(payload): ExecutorSubscribableChannel / ours, meters on",
					List.of("Listener SUBSCRIBABLE_CHANNEL"), List.of("Listener PORT_METERS_ON")),
			Goal.atLeast(2, "request → reply through @PortListener, one at a time: Vert.x request / ours",
					List.of("Request VERTX inFlight=1", "Request VERTX_ONE_LOOP inFlight=1"),
					List.of("Request PORT_LISTENER inFlight=1")),
			Goal.atLeast(2,
					"request → reply through @PortListener, one at a time, with messageport.delivery=event-loop: "
							+ "Vert.x request / ours",
					List.of("Request VERTX inFlight=1", "Request VERTX_ONE_LOOP inFlight=1"),
					List.of("Request PORT_LISTENER_EVENT_LOOP inFlight=1")),
			Goal.atLeast(2, "request → reply through @PortListener, 1,000 in flight: Vert.x request / ours",
					List.of("Request VERTX inFlight=1000", "Request VERTX_ONE_LOOP inFlight=1000"),
					List.of("Request PORT_LISTENER inFlight=1000")),
			Goal.atLeast(2,
					"request → reply through @PortListener, 1,000 in flight, with messageport.delivery=event-loop: "
							+ "Vert.x request / ours",
					List.of("Request VERTX inFlight=1000", "Request VERTX_ONE_LOOP inFlight=1000"),
					List.of("Request PORT_LISTENER_EVENT_LOOP inFlight=1000")),
			Goal.countedAtMost(512, "heap that 1,000,000 idle channels fit in, MB", "IdleMemory PORT_MILLION"));

	private Goals() {
	}

	private static List<String> ours(String workload) {
		return List.of(Row.key(workload, "PORT_COMMON_POOL", ""));
	}

}

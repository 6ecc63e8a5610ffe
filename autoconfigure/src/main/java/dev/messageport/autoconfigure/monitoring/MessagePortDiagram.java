package dev.messageport.autoconfigure.monitoring;

import java.util.ArrayList;
import java.util.List;

import dev.messageport.ChannelSide;
import dev.messageport.autoconfigure.monitoring.MonitoredPorts.MonitoredEndpoint;
import dev.messageport.spring.PortWiring;

/**
 * Draws who is connected with whom as a flowchart for Mermaid: beans, in the frames of
 * their modules, with a line for each declared channel between the beans that own its
 * ends, and endpoints with arrows to the beans that listen there. An end whose owner is
 * not seen has a node of its own.
 * <p>
 * Beans that have an end for sure hide those that may only have it. A channel with
 * several owners at both ends is a node. The same wiring is always drawn the same way.
 */
final class MessagePortDiagram {

	private static final int MAX_OWNERS = 20;

	private final MonitoredPorts ports;

	MessagePortDiagram(MonitoredPorts ports) {
		this.ports = ports;
	}

	/**
	 * Draw the diagram.
	 * @param limit how many channels and endpoints to draw at most
	 * @return a flowchart
	 */
	String draw(int limit) {
		Flowchart chart = new Flowchart();
		List<Runnable> elements = new ArrayList<>();
		this.ports.declared().forEach((declared) -> elements.add(() -> draw(declared, chart)));
		this.ports.endpoints().forEach((endpoint) -> elements.add(() -> draw(endpoint, chart)));
		int drawn = 0;
		while (drawn < Math.min(limit, elements.size()) && chart.hasRoom()) {
			elements.get(drawn++).run();
		}
		if (drawn < elements.size()) {
			chart.unknown((elements.size() - drawn) + " more");
		}
		return chart.text();
	}

	private void draw(DeclaredChannel declared, Flowchart chart) {
		List<String> first = nodes(declared.channel().port1().owners(), chart);
		List<String> second = nodes(declared.channel().port2().owners(), chart);
		String label = label(declared);
		if (first.size() > 1 && second.size() > 1) {
			String node = chart.channel(label);
			first.forEach((owner) -> chart.line(owner, node));
			second.forEach((owner) -> chart.line(node, owner));
			return;
		}
		first.forEach((from) -> second.forEach((to) -> chart.line(from, label, to)));
	}

	private void draw(MonitoredEndpoint endpoint, Flowchart chart) {
		String name = endpoint.endpoint().name();
		ChannelStatistics counts = this.ports.statistics().channel(name);
		String node = chart.endpoint(name + queued((counts != null) ? counts.queued() : 0));
		nodes(endpoint.endpoint().owners(), chart).forEach((owner) -> chart.arrow(node, owner));
	}

	private static String label(DeclaredChannel declared) {
		boolean closed = !declared.sides().isEmpty()
				&& declared.sides().stream().allMatch((side) -> side.state() == ChannelSide.State.ENDED);
		return declared.name() + (closed ? " (closed)" : queued(declared.queued()));
	}

	private static String queued(long messages) {
		return (messages > 0) ? " (" + messages + " queued)" : "";
	}

	private static List<String> nodes(List<PortWiring.Owner> owners, Flowchart chart) {
		List<PortWiring.Owner> certain = owners.stream().filter(PortWiring.Owner::isCertain).toList();
		List<PortWiring.Owner> shown = certain.isEmpty() ? owners : certain;
		List<String> nodes = new ArrayList<>();
		shown.stream().limit(MAX_OWNERS).forEach((owner) -> nodes.add(chart.bean(owner.bean(), owner.module())));
		if (shown.size() > MAX_OWNERS) {
			nodes.add(chart.unknown((shown.size() - MAX_OWNERS) + " more beans"));
		}
		return nodes.isEmpty() ? List.of(chart.unknown("unknown")) : nodes;
	}

}

package dev.messageport.autoconfigure.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.LinkDescriptor;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.NodeDescriptor;
import dev.messageport.autoconfigure.monitoring.MessagePortsDescriptor.NodeKind;
import dev.messageport.autoconfigure.monitoring.MonitoredPorts.MonitoredEndpoint;
import dev.messageport.spring.PortWiring;

/**
 * Which bean is connected with which channel or endpoint.
 */
final class PortGraph {

	private final Map<String, NodeDescriptor> nodes = new LinkedHashMap<>();

	private final List<LinkDescriptor> links = new ArrayList<>();

	private PortGraph() {
	}

	static PortGraph of(List<DeclaredChannel> channels, List<MonitoredEndpoint> endpoints) {
		PortGraph graph = new PortGraph();
		channels.forEach((channel) -> graph.add(channel.channel()));
		endpoints.forEach((endpoint) -> graph.add(endpoint.endpoint()));
		return graph;
	}

	List<NodeDescriptor> nodes() {
		return List.copyOf(this.nodes.values());
	}

	List<LinkDescriptor> links() {
		return List.copyOf(this.links);
	}

	private void add(PortWiring.Channel channel) {
		String target = node(NodeKind.CHANNEL, channel.name(), null);
		for (PortWiring.End end : channel.ends()) {
			end.owners().forEach((owner) -> this.links.add(new LinkDescriptor(bean(owner), target, end.name())));
		}
	}

	private void add(PortWiring.Endpoint endpoint) {
		String target = node(NodeKind.ENDPOINT, endpoint.name(), null);
		endpoint.owners().forEach((owner) -> this.links.add(new LinkDescriptor(bean(owner), target, null)));
	}

	private String bean(PortWiring.Owner owner) {
		String module = owner.module();
		return node(NodeKind.BEAN, owner.bean(), (module != null) ? node(NodeKind.MODULE, module, null) : null);
	}

	private String node(NodeKind kind, String name, @Nullable String module) {
		String id = kind.name().toLowerCase(Locale.ROOT) + ":" + name;
		this.nodes.putIfAbsent(id, new NodeDescriptor(id, kind, name, module));
		return id;
	}

}

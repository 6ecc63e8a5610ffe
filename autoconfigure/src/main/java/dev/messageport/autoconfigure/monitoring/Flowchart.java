package dev.messageport.autoconfigure.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A flowchart for Mermaid in the making. Nodes have short identities of our own, so that
 * names need not be legal ones.
 */
final class Flowchart {

	/**
	 * Mermaid draws no more than 500 lines between nodes, and no more than 50,000
	 * characters: what is left is for one more element, which has some lines.
	 */
	private static final int MAX_LINES = 400;

	private static final int MAX_LENGTH = 30_000;

	private final Map<String, List<String>> modules = new TreeMap<>();

	private final Map<List<@Nullable String>, String> beans = new LinkedHashMap<>();

	private final List<String> nodes = new ArrayList<>();

	private final List<String> lines = new ArrayList<>();

	private int count;

	private int length;

	/**
	 * Return whether one more channel or endpoint can be drawn.
	 * @return whether there is room
	 */
	boolean hasRoom() {
		return this.lines.size() < MAX_LINES && this.length < MAX_LENGTH;
	}

	String bean(String name, @Nullable String module) {
		List<@Nullable String> key = new ArrayList<>();
		key.add(module);
		key.add(name);
		String id = this.beans.get(key);
		if (id == null) {
			List<String> nodes = (module != null) ? this.modules.computeIfAbsent(module, (absent) -> new ArrayList<>())
					: this.nodes;
			id = add(nodes, (fresh) -> fresh + "[" + MermaidLabel.of(name) + "]");
			this.beans.put(key, id);
		}
		return id;
	}

	String channel(String label) {
		return add(this.nodes, (id) -> id + "{{" + MermaidLabel.of(label) + "}}");
	}

	String endpoint(String label) {
		return add(this.nodes, (id) -> id + "([" + MermaidLabel.of(label) + "])");
	}

	/**
	 * Add a node for what is not known.
	 * @param label what it says
	 * @return the identity of the node
	 */
	String unknown(String label) {
		return add(this.nodes, (id) -> id + "[" + MermaidLabel.of(label) + "]:::unknown");
	}

	void line(String from, String label, String to) {
		addLine(from + " <-->|" + MermaidLabel.of(label) + "| " + to);
	}

	void line(String from, String to) {
		addLine(from + " <--> " + to);
	}

	void arrow(String from, String to) {
		addLine(from + " --> " + to);
	}

	String text() {
		StringBuilder text = new StringBuilder("flowchart LR\n");
		int number = 0;
		for (Map.Entry<String, List<String>> module : this.modules.entrySet()) {
			text.append("\tsubgraph m")
				.append(number++)
				.append('[')
				.append(MermaidLabel.of(module.getKey()))
				.append("]\n");
			module.getValue().forEach((node) -> text.append("\t\t").append(node).append('\n'));
			text.append("\tend\n");
		}
		this.nodes.forEach((node) -> text.append('\t').append(node).append('\n'));
		this.lines.forEach((line) -> text.append('\t').append(line).append('\n'));
		return text.append("\tclassDef unknown stroke-dasharray:4\n").toString();
	}

	private String add(List<String> nodes, Function<String, String> node) {
		String id = "n" + this.count++;
		nodes.add(node.apply(id));
		this.length += nodes.get(nodes.size() - 1).length();
		return id;
	}

	private void addLine(String line) {
		this.lines.add(line);
		this.length += line.length();
	}

}

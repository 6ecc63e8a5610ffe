package dev.messageport.autoconfigure.monitoring;

/**
 * A text as it can be written between quotes in a Mermaid diagram, whatever it says.
 * Mermaid reads names of entities and numbers of code points between {@code #} and
 * {@code ;}, and takes much else for markup, links, comments or formulas: so all that is
 * not a letter, a digit or between two of them is written as a number.
 */
final class MermaidLabel {

	private static final int MAX_LENGTH = 80;

	private static final int ELLIPSIS = 0x2026;

	private MermaidLabel() {
	}

	static String of(String text) {
		int[] points = text.codePoints().toArray();
		int length = Math.min(points.length, MAX_LENGTH);
		StringBuilder label = new StringBuilder("\"");
		for (int i = 0; i < length; i++) {
			append(label, points[i], i > 0 && isPlain(points[i - 1]), i + 1 < length && isPlain(points[i + 1]));
		}
		if (length < points.length) {
			append(label, ELLIPSIS, false, false);
		}
		if (length == 0) {
			append(label, ' ', false, false);
		}
		return label.append('"').toString();
	}

	private static void append(StringBuilder label, int point, boolean plainBefore, boolean plainAfter) {
		if (isPlain(point) || (plainBefore && plainAfter && " .-_".indexOf(point) >= 0)) {
			label.appendCodePoint(point);
		}
		else {
			label.append('#').append(isText(point) ? point : 0xFFFD).append(';');
		}
	}

	private static boolean isPlain(int point) {
		return Character.isLetterOrDigit(point);
	}

	private static boolean isText(int point) {
		return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
	}

}

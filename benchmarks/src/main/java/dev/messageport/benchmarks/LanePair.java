package dev.messageport.benchmarks;

/**
 * The link of those who know one-way connections only.
 */
final class LanePair implements Link {

	private final Lane first;

	private final Lane second;

	LanePair(Lane first, Lane second) {
		this.first = first;
		this.second = second;
	}

	@Override
	public void toFirst(Object message) {
		this.first.post(message);
	}

	@Override
	public void toSecond(Object message) {
		this.second.post(message);
	}

	@Override
	public void close() {
		this.first.close();
		this.second.close();
	}

}

package sample.analysis;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;

/**
 * Takes orders, from the desk by the channel between the two, and from anyone else by the
 * endpoint {@code analysis}. The answers do not go back the way the order came, but to
 * the port that came along with it: this is {@code new-client} of the Electron tutorial.
 */
@Component
class AnalysisListener {

	private final AtomicLong orders = new AtomicLong();

	private final Workers workers;

	private final AnalysisProperties properties;

	private final MessagePort archive;

	private final MeterRegistry meters;

	AnalysisListener(Workers workers, AnalysisProperties properties,
			@Qualifier("analysis-to-archive.port1") MessagePort archive, MeterRegistry meters) {
		this.workers = workers;
		this.properties = properties;
		this.archive = archive;
		this.meters = meters;
	}

	@PortListener("desk-to-analysis.port2")
	@PortListener("analysis")
	void newClient(AnalyzeText order, List<MessagePort> ports) {
		if (ports.size() != 1) {
			ports.forEach(MessagePort::close);
			throw new IllegalArgumentException(
					"An order has to come with one port for the answers, not with " + ports.size());
		}
		accept(order, ports.get(0));
	}

	private void accept(AnalyzeText order, MessagePort port) {
		if (!this.workers.reserve()) {
			port.close(new AnalysisRefusedException("All workers are busy: " + this.workers));
			count(Outcome.REFUSED);
			return;
		}
		AnalysisJob job = new AnalysisJob(this.orders.incrementAndGet(), order, port, this.properties);
		port.postMessage(job.accepted(this.workers.waiting()));
		this.workers.run(() -> count(job.run(this.archive)));
	}

	private void count(Outcome outcome) {
		this.meters.counter("sample.analyses", "outcome", outcome.tag()).increment();
	}

}

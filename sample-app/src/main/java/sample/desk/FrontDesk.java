package sample.desk;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import sample.analysis.AnalyzeText;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;

/**
 * Makes a channel for each client, gives one end to the worker and the other one to the
 * client. From then on the two talk without the desk.
 */
@Component
class FrontDesk {

	private final MessageChannelFactory channels;

	private final MessagePort analysis;

	FrontDesk(MessageChannelFactory channels, @Qualifier("desk-to-analysis.port1") MessagePort analysis) {
		this.channels = channels;
		this.analysis = analysis;
	}

	/**
	 * Order an analysis. What it returns is transferred to whoever asked, because it is a
	 * port: {@code request-worker-channel} and {@code provide-worker-channel} of the
	 * tutorial.
	 * @param order the order
	 * @return the port that the answers come to; should the order not arrive, then that
	 * port is closed, so there is nothing more to check here
	 */
	@PortListener("desk")
	MessagePort order(AnalyzeText order) {
		MessageChannel answers = this.channels.create("answers");
		this.analysis.postMessage(order, answers.port1());
		return answers.port2();
	}

}

package dev.messageport.spring;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortListener} methods of beans that a test spies on.
 */
@SpringJUnitConfig({ TestContext.FactoryConfiguration.class, PortWiringTests.PricingConfiguration.class,
		PortListenerSpyTests.Pricing.class })
class PortListenerSpyTests {

	@MockitoSpyBean
	private Pricing pricing;

	@Autowired
	@Qualifier("pricing.port1")
	private MessagePort port;

	@Test
	void spyIsCalled() {
		this.port.postMessage("apples");
		assertThat(Recorder.receive(this.port)).isEqualTo("apples: 3 euros");
		Mockito.verify(this.pricing).quote("apples");
	}

	@Test
	void spyMayAnswerInPlaceOfTheBean() {
		Mockito.doReturn("nothing").when(this.pricing).quote("pears");
		this.port.postMessage("pears");
		assertThat(Recorder.receive(this.port)).isEqualTo("nothing");
	}

	static class Pricing {

		@PortListener("pricing.port2")
		String quote(String item) {
			return item + ": 3 euros";
		}

	}

}

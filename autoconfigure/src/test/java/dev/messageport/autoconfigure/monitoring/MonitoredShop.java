package dev.messageport.autoconfigure.monitoring;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.messageport.MessagePort;
import dev.messageport.spring.PortListener;
import dev.messageport.spring.PortModules;

/**
 * An application with the channel 'pricing' between a desk and a price list, and with the
 * endpoints 'stock' and 'late', of which the latter has to be started.
 */
@Configuration(proxyBeanMethods = false)
@Import({ MonitoredShop.Desk.class, MonitoredShop.PriceList.class, MonitoredShop.Stock.class })
class MonitoredShop {

	static final String CHANNEL = "messageport.channels.pricing.capacity=5";

	@Bean
	PortModules modules() {
		return (type) -> (type == Desk.class) ? "desk" : (type == PriceList.class) ? "prices" : null;
	}

	static class Desk {

		final MessagePort port;

		Desk(@Qualifier("pricing.port1") MessagePort port) {
			this.port = port;
		}

	}

	static class PriceList {

		@PortListener(value = "pricing.port2", id = "prices")
		void price(String item) {
			if (item.equals("nothing")) {
				throw new IllegalArgumentException("No price of nothing");
			}
		}

	}

	static class Stock {

		@PortListener(value = "stock", id = "stock")
		void take(String item) {
		}

		@PortListener(value = "late", id = "late", autoStartup = "false")
		void takeLate(String item) {
		}

	}

}

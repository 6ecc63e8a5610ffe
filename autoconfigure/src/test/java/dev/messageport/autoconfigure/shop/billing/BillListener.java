package dev.messageport.autoconfigure.shop.billing;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import dev.messageport.spring.PortListener;

@Component
@Profile("billing")
class BillListener {

	@PortListener("bills.port2")
	void on(String payload) {
	}

}

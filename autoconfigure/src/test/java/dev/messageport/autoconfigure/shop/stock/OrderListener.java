package dev.messageport.autoconfigure.shop.stock;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import dev.messageport.spring.PortListener;

@Component
@Profile("stock")
class OrderListener {

	@PortListener("orders.port2")
	void on(String payload) {
	}

}

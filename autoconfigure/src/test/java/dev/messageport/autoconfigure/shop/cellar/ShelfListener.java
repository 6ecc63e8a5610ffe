package dev.messageport.autoconfigure.shop.cellar;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import dev.messageport.spring.PortListener;

@Component
@Profile("cellar")
class ShelfListener {

	@PortListener("cellar.port2")
	void on(String payload) {
	}

}

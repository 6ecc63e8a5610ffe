package dev.messageport.autoconfigure.shop.desk;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import dev.messageport.MessagePort;

@Component
@Profile("stock")
class StockDesk {

	StockDesk(@Qualifier("orders.port1") MessagePort port) {
	}

}

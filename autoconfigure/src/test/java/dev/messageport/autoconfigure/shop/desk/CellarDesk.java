package dev.messageport.autoconfigure.shop.desk;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import dev.messageport.MessagePort;

@Component
@Profile("cellar")
class CellarDesk {

	CellarDesk(@Qualifier("cellar.port1") MessagePort port) {
	}

}

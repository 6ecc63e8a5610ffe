package dev.messageport.autoconfigure.slice;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.messageport.spring.PortListener;

/**
 * Answers quotes.
 */
@Component
public class PricingListener {

	private final ObjectProvider<PriceList> prices;

	PricingListener(ObjectProvider<PriceList> prices) {
		this.prices = prices;
	}

	@PortListener("pricing")
	int quote(String item) {
		return this.prices.getObject().of(item);
	}

}

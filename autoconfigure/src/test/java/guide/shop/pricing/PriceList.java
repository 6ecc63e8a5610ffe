package guide.shop.pricing;

import java.util.Map;

import org.springframework.stereotype.Component;

import dev.messageport.spring.PortListener;

// tag::listener[]
@Component
class PriceList {

	private final Map<String, Integer> cents = Map.of("apples", 300, "pears", 350);

	@PortListener("pricing.port2")
	Price quote(Quote quote) {
		Integer each = this.cents.get(quote.item());
		if (each == null) {
			throw new UnknownItemException(quote.item());
		}
		return new Price(each * quote.amount());
	}

}
// end::listener[]

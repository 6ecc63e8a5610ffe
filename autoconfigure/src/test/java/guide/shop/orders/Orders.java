package guide.shop.orders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import guide.shop.pricing.Price;
import guide.shop.pricing.Quote;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

import dev.messageport.MessagePort;

// tag::asker[]
@Service
public class Orders {

	private final MessagePort pricing;

	Orders(@Qualifier("pricing.port1") MessagePort pricing) {
		this.pricing = pricing;
	}

	public CompletableFuture<String> place(String item, int amount) {
		return this.pricing.request(new Quote(item, amount), Price.class)
			.orTimeout(2, TimeUnit.SECONDS)
			.thenApply((price) -> amount + " " + item + " for " + price.cents() + " cents");
	}

}
// end::asker[]

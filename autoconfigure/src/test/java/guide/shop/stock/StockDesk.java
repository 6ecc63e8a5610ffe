package guide.shop.stock;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.messageport.CloseEvent;
import dev.messageport.spring.ConnectEvent;
import dev.messageport.spring.PortListener;

// tag::endpoint[]
@Component
class StockDesk {

	private int clients;

	@PortListener("stock")
	synchronized void connected(ConnectEvent event) {
		this.clients++;
	}

	@PortListener("stock")
	Stream<Tick> ticks(Watch watch) {
		return IntStream.range(0, 1_000_000).mapToObj((sold) -> new Tick(watch.item(), 1_000_000 - sold));
	}

	@PortListener("stock")
	synchronized int clients(String question) {
		return this.clients;
	}

	@PortListener("stock")
	synchronized void left(CloseEvent event) {
		this.clients--;
	}

}
// end::endpoint[]

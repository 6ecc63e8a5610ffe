package dev.messageport.autoconfigure.slice;

import org.springframework.stereotype.Component;

/**
 * Tells what is in stock, by a composed annotation.
 */
@Component
public class StockListener {

	@Stocked
	int count(String item) {
		return item.length();
	}

}

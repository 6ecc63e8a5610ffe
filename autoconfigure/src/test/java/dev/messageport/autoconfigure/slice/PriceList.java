package dev.messageport.autoconfigure.slice;

import org.springframework.stereotype.Service;

/**
 * Knows prices: a component that has nothing to do with ports.
 */
@Service
public class PriceList {

	/**
	 * Return the price of an item.
	 * @param item the item
	 * @return the price in cents
	 */
	public int of(String item) {
		throw new IllegalStateException("The real prices are far away");
	}

}

package guide.shop.pricing;

/**
 * There is no price for an item.
 */
public class UnknownItemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public UnknownItemException(String item) {
		super("There is no price for '" + item + "'");
	}

}

package guide.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A modular monolith of three modules: the application of the guide on wiring.
 */
@SpringBootApplication
public class ShopApplication {

}

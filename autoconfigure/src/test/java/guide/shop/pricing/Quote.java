package guide.shop.pricing;

// tag::messages[]
public record Quote(String item, int amount) {
}
// end::messages[]

package guide.shop.pricing;

// tag::messages[]
public record Price(int cents) {
}
// end::messages[]

package guide.shop.stock;

// tag::messages[]
public record Tick(String item, int left) {
}
// end::messages[]

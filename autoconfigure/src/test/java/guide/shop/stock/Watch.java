package guide.shop.stock;

// tag::messages[]
public record Watch(String item) {
}
// end::messages[]

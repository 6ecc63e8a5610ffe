/**
 * The module 'stock' of the shop.
 */
@NullMarked
package guide.shop.stock;

import org.jspecify.annotations.NullMarked;

/**
 * The module 'orders' of the shop.
 */
@NullMarked
package guide.shop.orders;

import org.jspecify.annotations.NullMarked;

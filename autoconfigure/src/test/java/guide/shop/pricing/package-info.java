/**
 * The module 'pricing' of the shop.
 */
@NullMarked
package guide.shop.pricing;

import org.jspecify.annotations.NullMarked;

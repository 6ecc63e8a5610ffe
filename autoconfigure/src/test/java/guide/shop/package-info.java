/**
 * The application of the guides.
 */
@NullMarked
package guide.shop;

import org.jspecify.annotations.NullMarked;

/**
 * The snippets of the guides.
 */
@NullMarked
package guide;

import org.jspecify.annotations.NullMarked;

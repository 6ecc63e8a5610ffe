/**
 * A modular application that finds out about texts, and whose modules talk over ports
 * only: {@link sample.desk} with the outside, {@link sample.analysis} and
 * {@link sample.archive} with each other.
 */
@NullMarked
package sample;

import org.jspecify.annotations.NullMarked;

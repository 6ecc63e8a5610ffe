/**
 * The way in from the outside, and the only module that makes channels and hands their
 * ends out: the main process, in the words of the Electron tutorial. It refuses what is
 * not a text, and then stays out of the way.
 */
@NullMarked
package sample.desk;

import org.jspecify.annotations.NullMarked;

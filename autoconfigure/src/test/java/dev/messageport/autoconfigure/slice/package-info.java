/**
 * A small application, to be tested in slices.
 */
package dev.messageport.autoconfigure.slice;

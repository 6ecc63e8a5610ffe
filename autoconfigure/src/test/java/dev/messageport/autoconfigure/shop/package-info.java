/**
 * An application of modules, for tests.
 */
package dev.messageport.autoconfigure.shop;

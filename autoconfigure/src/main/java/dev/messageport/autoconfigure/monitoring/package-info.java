/**
 * What message ports tell of themselves to those who run an application: counts, meters,
 * and warnings of listeners that hang.
 */
@NullMarked
package dev.messageport.autoconfigure.monitoring;

import org.jspecify.annotations.NullMarked;

/**
 * JMH benchmarks of message ports beside their peers: one class for each workload, one
 * method for each implementation.
 */
@NullMarked
package dev.messageport.benchmarks;

import org.jspecify.annotations.NullMarked;

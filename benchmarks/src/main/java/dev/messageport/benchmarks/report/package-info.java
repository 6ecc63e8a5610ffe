/**
 * Runs all benchmarks and writes the report of their figures and goals.
 */
@NullMarked
package dev.messageport.benchmarks.report;

import org.jspecify.annotations.NullMarked;

package dev.messageport.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * What is known of a run beside the results of JMH.
 *
 * @param head where, when and how it was, for people
 * @param jdk the feature version of Java
 * @param figures what was measured without JMH, by name
 * @param failures what failed
 * @param notes what else one should know of the figures, such as what was left out, and
 * why
 */
record Run(Map<String, String> head, int jdk, Map<String, Double> figures, List<String> failures, List<String> notes) {

}

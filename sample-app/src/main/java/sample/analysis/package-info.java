/**
 * The workers. What is public here is what goes over the ports; everything else is
 * nobody's business. A client sends an {@link sample.analysis.AnalyzeText} together with
 * a port, and gets {@link sample.analysis.AnalysisMessage}s on the other end of it. Each
 * result goes to {@code analysis-to-archive.port1} as well.
 */
@NullMarked
package sample.analysis;

import org.jspecify.annotations.NullMarked;

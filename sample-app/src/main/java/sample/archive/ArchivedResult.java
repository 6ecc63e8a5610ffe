package sample.archive;

import java.time.Instant;

import sample.analysis.AnalysisResult;

/**
 * A result and how it came.
 *
 * @param received when it came
 * @param port the name of the port it came to
 * @param result the result
 */
public record ArchivedResult(Instant received, String port, AnalysisResult result) {

}

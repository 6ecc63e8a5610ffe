package sample.analysis;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import sample.analysis.AnalysisMessage.Counts;
import sample.analysis.AnalysisMessage.Lines;
import sample.analysis.AnalysisMessage.Words;

/**
 * All that was found out about a text, in one piece: what the archive gets.
 *
 * @param analysis the number of the analysis
 * @param title what the text is called
 * @param words the most frequent words
 * @param lines the longest lines
 * @param counts the totals
 */
public record AnalysisResult(long analysis, String title, @JsonTypeInfo(use = Id.NONE) Words words,
		@JsonTypeInfo(use = Id.NONE) Lines lines, @JsonTypeInfo(use = Id.NONE) Counts counts) {

}

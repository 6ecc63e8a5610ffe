package sample.analysis;

import java.nio.charset.Charset;

import org.springframework.core.io.Resource;

/**
 * The order to analyze a text. It comes with one port: the answers go there, and its
 * close at the other end calls the order off.
 *
 * @param title what to call the text
 * @param text where to read the text, which is not held in memory
 * @param charset how the text is encoded
 * @param bytes the length of the text, for telling the progress
 * @param archive whether the result is to be sent to the archive
 */
public record AnalyzeText(String title, Resource text, Charset charset, long bytes, boolean archive) {

}

package sample.desk;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.io.FileSystemResource;
import sample.analysis.AnalyzeText;

/**
 * A text in a temporary file.
 *
 * @param file the file
 * @param charset how the text is encoded
 * @param bytes the length of the file
 */
record SpooledText(Path file, Charset charset, long bytes) {

	private static final Log logger = LogFactory.getLog(SpooledText.class);

	AnalyzeText order() {
		return new AnalyzeText("posted text", new FileSystemResource(this.file), this.charset, this.bytes, true);
	}

	/**
	 * Delete the file. A reader that still has it open is not disturbed.
	 */
	void delete() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			logger.warn("Cannot delete " + this.file + "; it will be deleted with its folder at shutdown", ex);
		}
	}

}

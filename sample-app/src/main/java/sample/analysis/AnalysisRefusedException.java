package sample.analysis;

/**
 * The cause with which the analysis closes the port of an order that it has no room for.
 */
@SuppressWarnings("serial")
public class AnalysisRefusedException extends RuntimeException {

	AnalysisRefusedException(String message) {
		super(message);
	}

}

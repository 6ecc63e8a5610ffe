package sample.desk;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

/**
 * The problem responses of the desk, in the words of those who read them.
 */
final class Refusals {

	private Refusals() {
	}

	static ErrorResponseException emptyBody() {
		return refusal(HttpStatus.BAD_REQUEST, "Empty body", "The body is empty: post the text to analyze as the body");
	}

	static ErrorResponseException badLimit(int limit) {
		return refusal(HttpStatus.BAD_REQUEST, "Bad limit", "'limit' must not be negative, but is " + limit);
	}

	static ErrorResponseException notText(long offset, String reason) {
		ErrorResponseException refusal = refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Not a text",
				"The body is not a text: at offset " + offset + " " + reason
						+ ". If it is a text in another charset, name that in the Content-Type header");
		refusal.getBody().setProperty("offset", offset);
		return refusal;
	}

	static ErrorResponseException unusableBody(String detail) {
		return refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unusable body", detail);
	}

	static ErrorResponseException tooLarge(DataSize maxSize) {
		return refusal(HttpStatus.CONTENT_TOO_LARGE, "Too large",
				"The text is larger than " + maxSize.toBytes() + " bytes, which is 'sample.desk.max-size'");
	}

	static ErrorResponseException busy(@Nullable Throwable cause) {
		ErrorResponseException refusal = refusal(HttpStatus.SERVICE_UNAVAILABLE, "Busy",
				((cause != null) ? cause.getMessage() : "The analysis does not answer") + ". Try again later");
		refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
		return refusal;
	}

	static ErrorResponseException archiveSilent() {
		return refusal(HttpStatus.GATEWAY_TIMEOUT, "No answer", "The archive did not answer in time");
	}

	private static ErrorResponseException refusal(HttpStatus status, String title, String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setTitle(title);
		return new ErrorResponseException(status, problem, null);
	}

}

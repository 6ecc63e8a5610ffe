package dev.messageport.autoconfigure.monitoring;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * As what the {@link MessagePortsEndpoint} answers a question about one name. The last
 * one that the client accepts is taken.
 */
enum AnswerFormat implements Producible<AnswerFormat> {

	/**
	 * For the diagram only.
	 */
	TEXT("text/plain;charset=UTF-8"),

	JSON(MimeTypeUtils.APPLICATION_JSON_VALUE),

	ACTUATOR_V2("application/vnd.spring-boot.actuator.v2+json"),

	ACTUATOR_V3("application/vnd.spring-boot.actuator.v3+json");

	private final MimeType type;

	AnswerFormat(String type) {
		this.type = MimeType.valueOf(type);
	}

	@Override
	public MimeType getProducedMimeType() {
		return this.type;
	}

}

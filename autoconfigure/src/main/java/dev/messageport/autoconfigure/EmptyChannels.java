package dev.messageport.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.convert.converter.Converter;

/**
 * Reads {@code messageport.channels: {}}, which is an empty text when it comes from YAML.
 */
final class EmptyChannels implements Converter<String, Map<String, MessagePortProperties.Channel>> {

	@Override
	public Map<String, MessagePortProperties.Channel> convert(String source) {
		if (!source.isBlank()) {
			throw new IllegalArgumentException("'" + source + "' is no map of channels by their names");
		}
		return new LinkedHashMap<>();
	}

}

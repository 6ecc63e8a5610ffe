package dev.messageport.spring;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.GenericMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.util.ClassUtils;

/**
 * Makes the message converter that payloads are converted with unless another one is set.
 * Only payloads that are not of the wanted type get to it; it tries, in this order:
 * <ol>
 * <li>JSON text (a {@code String} or {@code byte[]} that is an object or an array, or
 * whose {@code contentType} header says that it is JSON) to any type, with Jackson
 * 3;</li>
 * <li>{@code byte[]} to {@code String}, in the charset of the {@code contentType} header,
 * else UTF-8;</li>
 * <li>what the {@link ConversionService} converts, such as {@code String} to an
 * {@code enum}, a number or a type with a factory method for it;</li>
 * <li>maps, collections, trees of JSON and simple values to any type, with Jackson
 * 3.</li>
 * </ol>
 * Without Jackson on the class path the first and the last step are left out.
 */
final class PortMessageConverters {

	private static final boolean JACKSON = ClassUtils.isPresent("tools.jackson.databind.json.JsonMapper",
			PortMessageConverters.class.getClassLoader());

	private PortMessageConverters() {
	}

	/**
	 * Make the converter of an application context: with its conversion service, and with
	 * its JSON mapper, if it has one.
	 * @param beanFactory the bean factory of the context
	 * @return a new converter
	 */
	static MessageConverter create(ConfigurableBeanFactory beanFactory) {
		ConversionService conversionService = conversionService(beanFactory);
		if (!JACKSON) {
			return new CompositeMessageConverter(plain(conversionService));
		}
		JsonConverters json = JsonConverters.create(beanFactory);
		List<MessageConverter> converters = new ArrayList<>();
		converters.add(json.ofText());
		converters.addAll(plain(conversionService));
		converters.add(json.ofValues());
		return new CompositeMessageConverter(converters);
	}

	static ConversionService conversionService(ConfigurableBeanFactory beanFactory) {
		ConversionService configured = beanFactory.getConversionService();
		return (configured != null) ? configured : DefaultConversionService.getSharedInstance();
	}

	private static List<MessageConverter> plain(ConversionService conversionService) {
		MessageConverter text = new StringMessageConverter();
		MessageConverter other = new GenericMessageConverter(conversionService);
		return List
			.of(new When((data, type) -> data instanceof byte[] && (type == String.class || type == CharSequence.class),
					text), new When((data, type) -> !(data instanceof byte[]) && type != byte[].class, other));
	}

	/**
	 * Which payloads a converter is for.
	 */
	interface Fits {

		boolean test(Object data, Class<?> type);

	}

	/**
	 * A converter for some payloads only: those of Spring expect others to be kept from
	 * them. The conversion service, for one, makes text of bytes by listing their
	 * numbers.
	 *
	 * @param fits which payloads it is for
	 * @param converter the converter
	 */
	record When(Fits fits, MessageConverter converter) implements SmartMessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> type) {
			return fromMessage(message, type, null);
		}

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> type, @Nullable Object hint) {
			if (!this.fits.test(message.getPayload(), type)) {
				return null;
			}
			return (this.converter instanceof SmartMessageConverter smart) ? smart.fromMessage(message, type, hint)
					: this.converter.fromMessage(message, type);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return this.converter.toMessage(payload, headers);
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers, @Nullable Object hint) {
			return toMessage(payload, headers);
		}

	}

}

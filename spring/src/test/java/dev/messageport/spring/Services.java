package dev.messageport.spring;

import org.springframework.context.ApplicationContext;

/**
 * Makes clients of the services of an application context.
 */
final class Services {

	private Services() {
	}

	static MessagePortTemplate template(ApplicationContext context) {
		return new MessagePortTemplate(context.getBean(PortEndpoints.class));
	}

	static PortServiceProxyFactory.Builder builder(ApplicationContext context, String endpoint) {
		return PortServiceProxyFactory.builderFor(template(context), endpoint).timeout(Recorder.SOON);
	}

	static <S> S client(ApplicationContext context, String endpoint, Class<S> serviceType) {
		return builder(context, endpoint).build().createClient(serviceType);
	}

}

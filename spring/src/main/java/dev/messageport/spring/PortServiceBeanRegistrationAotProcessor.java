package dev.messageport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Registers the proxies of beans that are clients: those whose type is an interface with
 * {@link PortExchange} methods.
 */
final class PortServiceBeanRegistrationAotProcessor implements BeanRegistrationAotProcessor {

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = registeredBean.getBeanType().toClass();
		if (!ServiceOperations.isService(type)) {
			return null;
		}
		return (generationContext, code) -> generationContext.getRuntimeHints()
			.proxies()
			.registerJdkProxy(AopProxyUtils.completeJdkProxyInterfaces(type));
	}

}

package dev.messageport.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.TaskScheduler;

import dev.messageport.PortExecutors;
import dev.messageport.PortExecutors.EventLoopBuilder;

/**
 * What runs the listeners: an event loop, virtual threads, the only executor of the
 * application context, or the one that is named {@code applicationTaskExecutor}. A
 * scheduler is not for listeners: they would delay what is scheduled.
 * <p>
 * The event loop ends with this bean, on which the channel factory depends, whose
 * channels are closed before. It is not a bean itself: that would make Boot's own
 * executor back off.
 *
 * @param executor the executor, or {@code null} for the default of the channel factory
 * @param owned the executor, if it is to end with the application context
 */
record ListenerExecutor(@Nullable Executor executor, @Nullable ExecutorService owned) implements DisposableBean {

	private static final Log logger = LogFactory.getLog(ListenerExecutor.class);

	private static final String APPLICATION_EXECUTOR = TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;

	static ListenerExecutor eventLoop(MessagePortProperties.EventLoop properties) {
		EventLoopBuilder builder = PortExecutors.eventLoop().threadNamePrefix("port-loop-");
		PropertyTarget target = new PropertyTarget("messageport.event-loop");
		target.set("threads", properties.getThreads(), builder::threads);
		target.set("blocked-after", properties.getBlockedAfter(), builder::blockedAfter);
		ExecutorService loops = builder.start();
		return new ListenerExecutor(loops, loops);
	}

	static ListenerExecutor select(Environment environment, ObjectProvider<AsyncTaskExecutor> executors,
			ListableBeanFactory beanFactory) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return new ListenerExecutor(new VirtualThreadTaskExecutor("port-"), null);
		}
		Executor only = executors.getIfUnique();
		if (only != null && !(only instanceof TaskScheduler)) {
			return new ListenerExecutor(only, null);
		}
		return new ListenerExecutor(selectByName(beanFactory), null);
	}

	private static @Nullable Executor selectByName(ListableBeanFactory beanFactory) {
		List<String> names = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, AsyncTaskExecutor.class))
			.filter((name) -> !beanFactory.isTypeMatch(name, TaskScheduler.class))
			.toList();
		if (names.contains(APPLICATION_EXECUTOR)) {
			return beanFactory.getBean(APPLICATION_EXECUTOR, AsyncTaskExecutor.class);
		}
		if (names.size() == 1) {
			return beanFactory.getBean(names.get(0), AsyncTaskExecutor.class);
		}
		if (!names.isEmpty()) {
			logger.warn("Which executor runs the listeners of message ports is ambiguous among " + names
					+ ": they run on the common pool. Name one of them '" + APPLICATION_EXECUTOR
					+ "', mark it as primary, or set one with a MessageChannelFactoryBuilderCustomizer");
		}
		return null;
	}

	@Override
	public void destroy() {
		if (this.owned != null) {
			this.owned.shutdown();
		}
	}

}

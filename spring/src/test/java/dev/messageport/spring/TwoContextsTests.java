package dev.messageport.spring;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.management.ObjectName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import dev.messageport.ChannelObserver;
import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for two application contexts in one JVM that hand ports to each other.
 */
class TwoContextsTests {

	private AnnotationConfigApplicationContext here;

	private AnnotationConfigApplicationContext there;

	@BeforeEach
	void start() {
		this.here = start("here");
		this.there = start("there");
	}

	@AfterEach
	void close() {
		this.here.close();
		this.there.close();
	}

	@Test
	void portOfOneContextWorksBothWaysInTheOther() {
		MessagePort mine = hand(this.here, this.there);
		MessagePort theirs = take(this.there);
		mine.postMessage("to there");
		assertThat(Recorder.receive(theirs)).isEqualTo("to there");
		theirs.postMessage("to here");
		assertThat(Recorder.receive(mine)).isEqualTo("to here");
	}

	@Test
	@Tag("G3")
	void closingTheContextThatMadeThePortsGivesTheOtherWhatWasPostedAndThenOwnerGone() throws Exception {
		MessagePort mine = hand(this.here, this.there);
		MessagePort theirs = take(this.there);
		Heard heard = new Heard();
		mine.postMessage("one");
		mine.postMessage("two");
		this.here.close();
		theirs.onClose(heard::closed).onMessage(heard::message);
		assertThat(heard.next()).isEqualTo("one");
		assertThat(heard.next()).isEqualTo("two");
		assertThat(heard.next()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("G3")
	void listenersOfTheOtherContextAreCalledWhileTheirExecutorGoes() throws Exception {
		MessagePort mine = hand(this.here, this.there);
		MessagePort theirs = take(this.there);
		Heard heard = new Heard();
		theirs.onClose(heard::closed).onMessage(heard::message);
		for (int i = 0; i < 1000; i++) {
			mine.postMessage(i);
		}
		this.here.close();
		for (int i = 0; i < 1000; i++) {
			assertThat(heard.next()).isEqualTo(i);
		}
		assertThat(heard.next()).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("G3")
	void closingTheContextThatWasGivenThePortGivesTheMakerOwnerGone() {
		MessagePort mine = hand(this.here, this.there);
		MessagePort theirs = take(this.there);
		theirs.postMessage("last words");
		this.there.close();
		assertThat(Recorder.receive(mine)).isEqualTo("last words");
		assertThat(reason(mine)).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(this.here.getBean(MessageChannelFactory.class).create().port1().isClosed()).isFalse();
	}

	@Test
	@Tag("G3")
	void channelWhoseEndsWereBothHandedOverOutlivesItsMaker() {
		MessageChannel channel = this.here.getBean(MessageChannelFactory.class).create();
		post(this.there, channel.port1(), channel.port2());
		Door door = this.there.getBean(Door.class);
		MessagePort one = door.take();
		MessagePort other = door.take();
		one.postMessage("before");
		this.here.close();
		one.postMessage("after");
		assertThat(Recorder.receive(other)).isEqualTo("before");
		assertThat(Recorder.receive(other)).isEqualTo("after");
		assertThat(one.isClosed()).isFalse();
		this.there.close();
		assertThat(reason(one)).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("G3")
	void portOnItsWayDoesNotBelongToTheSenderAnyMore() {
		this.there.stop();
		MessageChannel channel = this.here.getBean(MessageChannelFactory.class).create();
		post(this.there, channel.port2());
		channel.port1().postMessage("left behind");
		this.here.close();
		this.there.start();
		assertThat(Recorder.receive(take(this.there))).isEqualTo("left behind");
	}

	@Test
	@Tag("G3")
	void portThatComesToAContextWithoutFactoryOfItsOwnClosesWithIt() {
		MessageChannel plain = MessageChannelFactory.builder().build().create();
		post(this.there, plain.port2());
		take(this.there);
		this.there.close();
		assertThat(reason(plain.port1())).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("G3")
	void requestAcrossContextsFailsWhenTheAnswererGoes() {
		MessagePort mine = hand(this.here, this.there);
		MessagePort theirs = take(this.there);
		var answer = mine.request("question", String.class);
		MessageEvent asked = receive(theirs);
		assertThat(asked.replyPort()).isNotNull();
		this.there.close();
		assertThat(answer).failsWithin(Recorder.SOON);
	}

	@Test
	void channelMadeByAContextThatHasClosedIsClosed() {
		MessageChannelFactory factory = this.here.getBean(MessageChannelFactory.class);
		this.here.close();
		assertThat(reason(factory.create().port1())).isEqualTo(CloseReason.OWNER_GONE);
	}

	@Test
	@Tag("G3")
	void nothingOfTheClosedContextRunsOrIsKeptWhileTheOtherKeepsItsPorts() throws Exception {
		List<MessagePort> kept = new ArrayList<>();
		List<WeakReference<?>> gone = closeOne(kept);
		assertThat(kept).hasSize(3);
		kept.get(2).postMessage("nobody hears this");
		Garbage.collectUntil(() -> gone.stream().allMatch((reference) -> reference.refersTo(null)));
		assertThat(instances(Marker.class)).isZero();
		MessagePort own = hand(this.there, this.there);
		own.postMessage("still here");
		assertThat(Recorder.receive(take(this.there))).isEqualTo("still here");
		assertThat(kept).allSatisfy((port) -> assertThat(port.id()).isNotEmpty());
	}

	/**
	 * Start a context, exchange ports with the one that stays, and close it.
	 * @param kept gets the ports that the other one keeps
	 * @return what must not be kept
	 */
	private List<WeakReference<?>> closeOne(List<MessagePort> kept) {
		AnnotationConfigApplicationContext leaving = new AnnotationConfigApplicationContext();
		leaving.register(MarkedConfiguration.class);
		leaving.refresh();
		assertThat(instances(Marker.class)).isOne();
		Marker marker = leaving.getBean(Marker.class);
		MessageChannel given = leaving.getBean("marked", MessageChannel.class);
		given.port1().onMessage(marker::message).onClose(marker::closed);
		post(this.there, given.port2());
		kept.add(take(this.there));
		MessageChannel unread = leaving.getBean(MessageChannelFactory.class).create();
		post(this.there, unread.port2());
		kept.add(take(this.there));
		unread.port1().postMessage("unread");
		MessageChannel taken = this.there.getBean(MessageChannelFactory.class).create();
		post(leaving, taken.port2());
		leaving.getBean(Door.class).take().onMessage(marker::message).onClose(marker::closed);
		kept.add(taken.port1());
		taken.port1().postMessage("heard");
		given.port1().closed().thenRun(marker::toString);
		List<WeakReference<?>> gone = List.of(new WeakReference<>(leaving),
				new WeakReference<>(leaving.getBeanFactory()), new WeakReference<>(marker),
				new WeakReference<>(leaving.getBean(Door.class)),
				new WeakReference<>(leaving.getBean(MessageChannelFactory.class)));
		leaving.close();
		return gone;
	}

	private static AnnotationConfigApplicationContext start(String name) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.setId(name);
		context.register(ContextConfiguration.class, Door.class);
		context.refresh();
		return context;
	}

	// As a preload script does: a channel is made, and one end posted into the other
	// world
	private static MessagePort hand(AnnotationConfigApplicationContext from, AnnotationConfigApplicationContext to) {
		MessageChannel channel = from.getBean(MessageChannelFactory.class).create();
		post(to, channel.port2());
		return channel.port1();
	}

	private static void post(AnnotationConfigApplicationContext to, MessagePort... ports) {
		new MessagePortTemplate(to.getBean(PortEndpoints.class)).post("door", "ports", ports);
	}

	private static MessagePort take(AnnotationConfigApplicationContext context) {
		return context.getBean(Door.class).take();
	}

	private static MessageEvent receive(MessagePort port) {
		try {
			MessageEvent event = port.receive(Recorder.SOON);
			assertThat(event).isNotNull();
			return event;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CloseReason reason(MessagePort port) {
		return port.closed().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join().reason();
	}

	/**
	 * Count the objects of a class that can be reached: the virtual machine walks the
	 * heap for it, after a collection.
	 */
	private static long instances(Class<?> type) {
		try {
			String histogram = (String) ManagementFactory.getPlatformMBeanServer()
				.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
						new Object[] { new String[0] }, new String[] { String[].class.getName() });
			return histogram.lines()
				.map(String::trim)
				.map((line) -> line.split("\\s+"))
				.filter((columns) -> columns.length > 3 && columns[3].equals(type.getName()))
				.mapToLong((columns) -> Long.parseLong(columns[1]))
				.sum();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a port gets, in order.
	 */
	private static final class Heard {

		private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

		void message(MessageEvent event) {
			this.events.add(event.data());
		}

		void closed(CloseEvent event) {
			this.events.add(event.reason());
		}

		Object next() throws InterruptedException {
			return this.events.poll(10, TimeUnit.SECONDS);
		}

	}

	/**
	 * Takes the ports in that others hand to this context.
	 */
	static class Door {

		private final BlockingQueue<MessagePort> ports = new LinkedBlockingQueue<>();

		@PortListener("door")
		void come(List<MessagePort> ports) {
			this.ports.addAll(ports);
		}

		MessagePort take() {
			try {
				MessagePort port = this.ports.poll(10, TimeUnit.SECONDS);
				assertThat(port).isNotNull();
				return port;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(MessagePortConfiguration.class)
	static class ContextConfiguration {

		@Bean
		ThreadPoolTaskExecutor executor() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		MessageChannelFactory channels(ChannelObserver observer, ThreadPoolTaskExecutor executor) {
			return MessageChannelFactory.builder().observer(observer).executor(executor).build();
		}

	}

	/**
	 * Has everything that a channel may keep.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ MessagePortConfiguration.class, Door.class, Marker.class })
	static class MarkedConfiguration {

		@Bean
		ThreadPoolTaskExecutor executor(Marker marker) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setTaskDecorator((task) -> marker.decorate(task));
			return executor;
		}

		@Bean
		MessageChannelFactory channels(ChannelObserver observer, ThreadPoolTaskExecutor executor, Marker marker) {
			return MessageChannelFactory.builder()
				.observer(observer)
				.executor(executor)
				.interceptor(marker.interceptor())
				.errorHandler((error, port, event) -> marker.toString())
				.build();
		}

		@Bean
		MessageChannel marked(MessageChannelFactory channels) {
			return channels.create("marked");
		}

	}

	static class Marker {

		void message(MessageEvent event) {
		}

		void closed(CloseEvent event) {
		}

		Runnable decorate(Runnable task) {
			return task;
		}

		dev.messageport.PortInterceptor interceptor() {
			Marker self = this;
			return new dev.messageport.PortInterceptor() {

				@Override
				public String toString() {
					return self.getClass().getName();
				}

			};
		}

	}

}

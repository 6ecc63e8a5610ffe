package dev.messageport.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.adapter.JdkFlowAdapter;

import dev.messageport.CloseEvent;
import dev.messageport.CloseReason;
import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.MessageEvent;
import dev.messageport.MessagePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for endpoints of parent and child contexts: a lookup goes up, a message never
 * bubbles.
 */
class PortEndpointHierarchyTests {

	private final AnnotationConfigApplicationContext parent = TestContext.create(Shared.class, ParentListener.class);

	private AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();

	@AfterEach
	void close() {
		this.child.close();
		this.parent.close();
	}

	@Test
	void childFindsEndpointsOfItsAncestors() {
		start();
		try (AnnotationConfigApplicationContext grandchild = TestContext.create()) {
			grandchild.setParent(this.child);
			grandchild.refresh();
			assertThat(template(grandchild).request("ofParent", "a", String.class).join()).isEqualTo("parent a");
			assertThat(template(grandchild).request("ofChild", "a", String.class).join()).isEqualTo("child a");
		}
	}

	@Test
	void parentDoesNotFindEndpointsOfItsChildren() {
		start();
		assertThatExceptionOfType(UnknownEndpointException.class)
			.isThrownBy(() -> template(this.parent).connect("ofChild"))
			.withMessageContaining("'ofParent'")
			.satisfies((ex) -> assertThat(ex.getMessage().substring(ex.getMessage().indexOf("nearest")))
				.doesNotContain("ofChild"));
	}

	@Test
	void nearestNamesAreThoseOfAllContexts() {
		start();
		assertThatExceptionOfType(UnknownEndpointException.class)
			.isThrownBy(() -> template(this.child).connect("ofCild"))
			.withMessageContaining("'ofChild'")
			.withMessageContaining("'ofParent'");
	}

	@Test
	void connectionGoesToOneContextOnly() {
		start();
		template(this.child).connect("both").postMessage("a");
		Recorder recorder = this.parent.getBean(Recorder.class);
		assertThat(recorder.awaitEvents(2)).containsExactly("child connect", "child a");
		recorder.clear();
		template(this.parent).connect("both").postMessage("a");
		assertThat(recorder.awaitEvents(2)).containsExactly("parent connect", "parent a");
	}

	@Test
	@Tag("G3")
	void connectionClosesWithTheContextThatHasConnected() {
		start();
		MessagePort port = template(this.child).connect("watched");
		port.postMessage("a");
		Recorder recorder = this.parent.getBean(Recorder.class);
		recorder.awaitEvents(1);
		MessagePortTemplate template = template(this.child);
		CompletableFuture<String> answer = template.request("silent", "a", String.class);
		recorder.awaitEvents(2);
		port.postMessage("b");
		this.child.close();
		assertThat(port.closed().toCompletableFuture().join().reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertThat(recorder.awaitEvents(4)).containsExactly("watched a", "asked", "watched b", "close OWNER_GONE");
		assertFailsWithGone(answer);
		MessageEvent asked = this.parent.getBean(ParentListener.class).asked;
		Awaitility.await().atMost(Recorder.SOON).until(() -> asked.replyPort().isClosed());
		assertThatExceptionOfType(EndpointGoneException.class).isThrownBy(() -> template.connect("silent"))
			.withMessageContaining("the application context that connects is closed");
	}

	@Test
	@Tag("G3")
	void connectionClosesWithTheContextOfTheEndpoint() {
		start();
		MessagePort port = template(this.child).connect("watched");
		CompletableFuture<String> answer = template(this.child).request("silent", "a", String.class);
		this.parent.getBean(Recorder.class).awaitEvents(1);
		CompletableFuture<Throwable> error = new CompletableFuture<>();
		JdkFlowAdapter.flowPublisherToFlux(template(this.child).stream("silent", "b", String.class))
			.subscribe((element) -> {
			}, error::complete);
		this.parent.getBean(Recorder.class).awaitEvents(2);
		this.parent.close();
		assertThat(port.closed().toCompletableFuture().join().reason()).isEqualTo(CloseReason.OWNER_GONE);
		assertFailsWithGone(answer);
		assertThat(error.join()).isInstanceOf(EndpointGoneException.class);
		assertThatExceptionOfType(EndpointGoneException.class).isThrownBy(() -> template(this.child).connect("silent"))
			.withMessageContaining("its application context is closed")
			.withMessageContaining("'ofChild'");
		assertThat(this.child.getBean("own", MessageChannel.class).port1().isClosed()).isFalse();
	}

	@Test
	@Tag("G3")
	void stoppedParentIsNotCalledOverChannelsOfItsChild() {
		start();
		MessagePort present = template(this.child).connect("watched");
		this.parent.stop();
		this.child.start();
		MessagePort late = template(this.child).connect("watched");
		present.postMessage("present");
		late.postMessage("late");
		Recorder recorder = this.parent.getBean(Recorder.class);
		recorder.assertNothingComes();
		this.parent.start();
		assertThat(recorder.awaitEvents(2)).containsExactlyInAnyOrder("watched present", "watched late");
	}

	private void start() {
		this.parent.refresh();
		this.child = TestContext.create(ChildListener.class, ChildChannel.class);
		this.child.setParent(this.parent);
		this.child.refresh();
	}

	private static void assertFailsWithGone(CompletableFuture<String> answer) {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> answer.orTimeout(10, TimeUnit.SECONDS).get())
			.withCauseInstanceOf(EndpointGoneException.class);
	}

	private static MessagePortTemplate template(AnnotationConfigApplicationContext context) {
		return context.getBeanFactory().getBean(MessagePortTemplate.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Shared {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

		@Bean
		MessagePortTemplate template(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChildChannel {

		@Bean
		MessageChannel own(MessageChannelFactory channels) {
			return channels.create("own");
		}

		@Bean
		MessagePortTemplate template(PortEndpoints endpoints) {
			return new MessagePortTemplate(endpoints);
		}

	}

	static class ParentListener {

		private final Recorder recorder;

		private volatile MessageEvent asked;

		ParentListener(Recorder recorder) {
			this.recorder = recorder;
		}

		@PortListener("ofParent")
		String on(String payload) {
			return "parent " + payload;
		}

		@PortListener("both")
		void both(ConnectEvent event) {
			this.recorder.record("parent connect");
		}

		@PortListener("both")
		void both(String payload) {
			this.recorder.record("parent " + payload);
		}

		@PortListener("watched")
		void watched(String payload) {
			this.recorder.record("watched " + payload);
		}

		@PortListener("watched")
		void watched(CloseEvent event) {
			this.recorder.record("close " + event.reason());
		}

		@PortListener("silent")
		void silent(MessageEvent event) {
			this.asked = event;
			this.recorder.record("asked");
		}

	}

	static class ChildListener {

		private final Recorder recorder;

		ChildListener(Recorder recorder) {
			this.recorder = recorder;
		}

		@PortListener("ofChild")
		String on(String payload) {
			return "child " + payload;
		}

		@PortListener("both")
		void both(ConnectEvent event) {
			this.recorder.record("child connect");
		}

		@PortListener("both")
		void both(String payload) {
			this.recorder.record("child " + payload);
		}

	}

}

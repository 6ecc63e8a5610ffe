package dev.messageport;

import java.time.Duration;

/**
 * An application whose only channel gives back what it gets, for tests that need a JVM of
 * their own.
 */
public final class EchoApplication {

	private EchoApplication() {
	}

	public static void main(String[] args) throws InterruptedException {
		MessageChannel channel = MessageChannelFactory.builder().build().create();
		channel.port2().onMessage((event) -> event.target().postMessage(event.data()));
		channel.port1().postMessage("echo");
		MessageEvent event = channel.port1().receive(Duration.ofSeconds(20));
		System.out.println((event != null) ? event.data() : "nothing");
	}

}

package sample.archive;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.messageport.MessageChannel;
import dev.messageport.MessageChannelFactory;
import dev.messageport.spring.MessagePortTemplate;
import dev.messageport.test.MessagePortTest;

import static dev.messageport.test.PortAssertions.assertThat;
import static org.mockito.BDDMockito.given;

// tag::slice[]
@MessagePortTest(ArchiveListener.class)
class ArchiveSliceTests {

	@MockitoBean
	private Shelf shelf;

	@Autowired
	private MessageChannelFactory channels;

	@Autowired
	private MessagePortTemplate ports;

	@Test
	void listensToThePortOfAClient() {
		ArchiveContents contents = new ArchiveContents(0, 100, List.of());
		given(this.shelf.list(new ListResults(10))).willReturn(contents);
		try (MessageChannel client = this.channels.create("client")) {
			this.ports.post("archive", "a client", client.port2());
			client.port1().postMessage(new ListResults(10));
			assertThat(client.port1()).receives(contents);
		}
	}

}
// end::slice[]

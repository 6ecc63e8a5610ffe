package sample.desk;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class SpoolTests {

	private final Spool spool = new Spool(new DeskProperties(DataSize.ofMegabytes(1), Duration.ofSeconds(1)));

	private final File folder = this.spool.folder().toFile();

	SpoolTests() throws IOException {
	}

	@AfterEach
	void destroy() throws IOException {
		this.spool.destroy();
		assertThat(this.folder).doesNotExist();
	}

	@Test
	void textIsInAFileUntilItIsDeleted() throws IOException {
		SpooledText text = spool("Grüße", StandardCharsets.UTF_8);
		assertThat(text.file()).hasContent("Grüße").hasParent(this.folder.toPath());
		assertThat(text.bytes()).isEqualTo(7);
		text.delete();
		text.delete();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void deletedTextCanBeReadOnByWhoHasItOpen() throws IOException {
		SpooledText text = spool("on", StandardCharsets.UTF_8);
		try (InputStream open = text.order().text().getInputStream()) {
			text.delete();
			assertThat(open).hasContent("on");
		}
	}

	@Test
	void byteOrderMarkDecidesOnTheCharsetAndIsTakenOff() throws IOException {
		for (Charset charset : new Charset[] { StandardCharsets.UTF_8, StandardCharsets.UTF_16LE,
				StandardCharsets.UTF_16BE }) {
			SpooledText text = spool("\ufeffhi".getBytes(charset), StandardCharsets.ISO_8859_1);
			assertThat(text.charset()).isEqualTo(charset);
			assertThat(Files.readString(text.file(), charset)).isEqualTo("hi");
		}
	}

	@Test
	void emptyBodyIsRefused() {
		assertRefused(new byte[0], StandardCharsets.UTF_8, HttpStatus.BAD_REQUEST);
		assertRefused("\ufeff".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, HttpStatus.BAD_REQUEST);
	}

	@Test
	void nulIsRefusedWhereverItIs() {
		for (int offset : new int[] { 0, 8191, 8192, 65_535, 65_536, 200_000 }) {
			byte[] body = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
			body[offset] = 0;
			assertThat(assertRefused(body, StandardCharsets.UTF_8, HttpStatus.UNSUPPORTED_MEDIA_TYPE))
				.isEqualTo(offset);
			assertThat(assertRefused(body, StandardCharsets.ISO_8859_1, HttpStatus.UNSUPPORTED_MEDIA_TYPE))
				.isEqualTo(offset);
		}
	}

	@Test
	void offsetIsInBytes() {
		assertThat(assertRefused("äöü\0".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8,
				HttpStatus.UNSUPPORTED_MEDIA_TYPE))
			.isEqualTo(6L);
		assertThat(assertRefused("\ufeffx\0".getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_8,
				HttpStatus.UNSUPPORTED_MEDIA_TYPE))
			.isEqualTo(4L);
	}

	@Test
	void bytesThatAreNotOfTheCharsetAreRefused() {
		assertThat(assertRefused("café".getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8,
				HttpStatus.UNSUPPORTED_MEDIA_TYPE))
			.isEqualTo(3L);
	}

	@Test
	void characterThatIsCutOffAtTheEndIsRefused() {
		assertThat(assertRefused(new byte[] { 'a', (byte) 0xc3 }, StandardCharsets.UTF_8,
				HttpStatus.UNSUPPORTED_MEDIA_TYPE))
			.isEqualTo(1L);
	}

	@Test
	void characterMayBeCutInTwoByABuffer() throws IOException {
		String text = "x" + "ä".repeat(100_000);
		assertThat(spool(text, StandardCharsets.UTF_8).file()).hasContent(text);
	}

	@Test
	void tooLargeBodyIsRefused() throws IOException {
		assertThat(spool("x".repeat(1024 * 1024), StandardCharsets.UTF_8).bytes()).isEqualTo(1024 * 1024);
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> spool("x".repeat(1024 * 1024 + 1), StandardCharsets.UTF_8))
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
		assertThat(this.folder.list()).hasSize(1);
	}

	@Test
	void fileIsDeletedWhenTheBodyBreaksOff() {
		InputStream broken = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("Connection reset");
			}

		};
		assertThatIOException().isThrownBy(() -> this.spool.spool(broken, StandardCharsets.UTF_8));
		assertThat(this.folder).isEmptyDirectory();
	}

	private long assertRefused(byte[] body, Charset charset, HttpStatus status) {
		ErrorResponseException refusal = Assertions.catchThrowableOfType(ErrorResponseException.class,
				() -> spool(body, charset));
		assertThat(refusal.getStatusCode()).isEqualTo(status);
		assertThat(this.folder).isEmptyDirectory();
		return (refusal.getBody().getProperties() != null) ? (Long) refusal.getBody().getProperties().get("offset")
				: -1;
	}

	private SpooledText spool(String text, Charset charset) throws IOException {
		return spool(text.getBytes(charset), charset);
	}

	private SpooledText spool(byte[] body, Charset charset) throws IOException {
		return this.spool.spool(new ByteArrayInputStream(body), charset);
	}

}

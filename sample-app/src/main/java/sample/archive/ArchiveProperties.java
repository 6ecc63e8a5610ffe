package sample.archive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Limits of the archive.
 *
 * @param capacity how many results to keep
 */
@ConfigurationProperties("sample.archive")
record ArchiveProperties(@DefaultValue("100") int capacity) {

	ArchiveProperties {
		Assert.isTrue(capacity > 0, "'capacity' must be greater than zero");
	}

}

package sample.archive;

/**
 * The question what the archive holds; answered with {@link ArchiveContents} on the port
 * it was asked on.
 *
 * @param limit how many results to list at most
 */
public record ListResults(int limit) {

}

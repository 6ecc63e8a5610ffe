/**
 * Keeps the latest results. It gets them by {@code analysis-to-archive.port2}, without
 * the desk in between. Whoever wants to talk to it hands it a port, by the channel
 * {@code desk-to-archive} or by the endpoint {@code archive}, and may then post
 * {@link sample.archive.ListResults} on the other end of it.
 */
@NullMarked
package sample.archive;

import org.jspecify.annotations.NullMarked;

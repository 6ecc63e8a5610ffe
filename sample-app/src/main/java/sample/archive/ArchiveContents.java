package sample.archive;

import java.util.List;

/**
 * What the archive holds.
 *
 * @param held how many results it holds
 * @param capacity how many it can hold: the oldest ones make room
 * @param results the results asked for, the latest first
 */
public record ArchiveContents(int held, int capacity, List<ArchivedResult> results) {

}

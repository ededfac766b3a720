package ai.genops.governance.budget;

import java.time.Instant;

/**
 * A line of the ledger, which is only ever appended to. A budget's balance in a cell is the sum of its lines' two columns.
 *
 * @param cell the first instant of the cell it belongs to
 * @param reserved by how much it changes what is reserved, in billionths of a unit
 * @param committed by how much it changes what is spent, in billionths of a unit
 */
public record Entry(
        long sequence, Instant at, String budget, Instant cell, String key, Kind kind, long reserved, long committed) {
    /** Why it was written. */
    public enum Kind {
        RESERVE,
        COMMIT,
        /** Of a reservation that had expired or been released. */
        LATE_COMMIT,
        RELEASE,
        EXPIRE,
        /** What was committed turned out to be another amount. */
        CORRECT,
        /** The sum of older lines that are not kept. */
        CARRIED
    }
}

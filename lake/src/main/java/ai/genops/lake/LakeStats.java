package ai.genops.lake;

import java.util.List;

/// What the lake holds and has done since its start. `commitMillis` is how long the last batch took from its hand-over
/// to its commit, `slowestCommitMillis` the longest; `databaseBytes` are on disk, the write-ahead log included.
public record LakeStats(List<OfDataset> datasets, long commitMillis, long slowestCommitMillis, long databaseBytes) {
    /// `rows` in the table, rows `written` since the start and about their bytes before compression, `duplicates`
    /// dropped because their span was there, rows `refused` by the database or too long, and meetings with
    /// field names beyond those that are listed.
    public record OfDataset(
            String name,
            long rows,
            long written,
            long writtenBytes,
            long duplicates,
            long refused,
            long unlistedFields) {}
}

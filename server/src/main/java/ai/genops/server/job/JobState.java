package ai.genops.server.job;

/// Where a job is, in Splunk's words; each follows the one before, but for FAILED.
public enum JobState {
    /// Waits for its turn.
    QUEUED,
    /// Its query is being read.
    PARSING,
    /// It looks for rows.
    RUNNING,
    /// Its rows are being put away.
    FINALIZING,
    DONE,
    FAILED;

    public boolean isEnd() {
        return this == DONE || this == FAILED;
    }
}

package ai.genops.server.job;

import ai.genops.search.Result;
import ai.genops.search.report.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a job found, or has found so far; its rows are read a part at a time. Immutable.
public final class JobResult {
    static final JobResult NONE = new JobResult(List.of(), RowsInMemory.NONE, false, List.of(), 0, false, null);

    private final List<Result.Field> fields;
    private final Rows rows;
    private final boolean truncated;
    private final List<Message> messages;
    private final int version;
    private final boolean preview;
    private final @Nullable Instant since;

    JobResult(
            List<Result.Field> fields,
            Rows rows,
            boolean truncated,
            List<Message> messages,
            int version,
            boolean preview,
            @Nullable Instant since) {
        this.fields = List.copyOf(fields);
        this.rows = rows;
        this.truncated = truncated;
        this.messages = List.copyOf(messages);
        this.version = version;
        this.preview = preview;
        this.since = since;
    }

    public List<Result.Field> fields() {
        return fields;
    }

    /// How many rows there are.
    public int count() {
        return rows.count();
    }

    /// Whether there were more rows than the job keeps.
    public boolean truncated() {
        return truncated;
    }

    public List<Message> messages() {
        return messages;
    }

    /// Counts a job's previews and its result, from 1.
    public int version() {
        return version;
    }

    /// Whether it is only true of a part of the query's time, or of a time that goes on.
    public boolean preview() {
        return preview;
    }

    /// From when on events were looked at; null if all of the query's time was.
    public @Nullable Instant since() {
        return since;
    }

    long bytes() {
        return rows.bytes();
    }

    /// Some of the rows, in order.
    ///
    /// @throws IOException if they have gone meanwhile
    public List<Result.Row> rows(int offset, int count) throws IOException {
        return rows.read(offset, count);
    }

    void delete() {
        rows.delete();
    }

    /// This preview as what a job that was ended early found.
    JobResult asFinal(List<Message> all) {
        return new JobResult(fields, rows, truncated, all, version, since != null, since);
    }
}

package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Location;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What went wrong in one place of a pipeline while it went on: how often, and the last event it happened on, to look
/// at. Safe for concurrent use.
public class Failures {
    private static final int SAMPLE_BYTES = 4096;

    private final String sets;
    private final String source;
    private final Location at;
    private final LongAdder count = new LongAdder();
    private volatile @Nullable Failure last;

    /// What went wrong, where in the source (from 0; -1: nobody knows), and the beginning of the event as JSON.
    public record Failure(String message, int offset, String event) {}

    /// Nothing has failed yet.
    /// @param sets the field it is for, or what it decides
    /// @param source the expression, or what else the configuration says there
    public Failures(String sets, String source, Location at) {
        this.sets = sets;
        this.source = source;
        this.at = at;
    }

    public String sets() {
        return sets;
    }

    public String source() {
        return source;
    }

    public Location at() {
        return at;
    }

    public long failures() {
        return count.sum();
    }

    public @Nullable Failure lastFailure() {
        return last;
    }

    /// The line of the source on which it failed last, and a caret under the place; empty if nobody knows where.
    public String caret() {
        Failure failure = last;
        if (failure == null || failure.offset() < 0 || failure.offset() > source.length()) {
            return "";
        }
        int start = source.lastIndexOf('\n', failure.offset() - 1) + 1;
        int end = source.indexOf('\n', failure.offset());
        String line = source.substring(start, end < 0 ? source.length() : end);
        String indent = line.substring(0, failure.offset() - start).replaceAll("[^\t]", " ");
        return line + "\n" + indent + "^";
    }

    /// Where the event must not be looked at.
    void failed(String message) {
        failed(message, -1);
    }

    void failed(String message, int offset) {
        count.increment();
        last = new Failure(message, offset, "");
    }

    void failed(Event event, String message) {
        failed(event, message, -1);
    }

    void failed(Event event, String message, int offset) {
        count.increment();
        var json = new JsonBuffer(SAMPLE_BYTES);
        EventJson.write(event, json);
        String text = json.toString();
        last = new Failure(message, offset, text.substring(0, Math.min(SAMPLE_BYTES, text.length())));
    }
}

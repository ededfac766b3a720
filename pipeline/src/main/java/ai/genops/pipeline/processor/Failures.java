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

    /// What went wrong, and the beginning of the event as JSON.
    public record Failure(String message, String event) {}

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

    /// Where the event must not be looked at.
    void failed(String message) {
        count.increment();
        last = new Failure(message, "");
    }

    void failed(Event event, String message) {
        count.increment();
        var json = new JsonBuffer(SAMPLE_BYTES);
        EventJson.write(event, json);
        String text = json.toString();
        last = new Failure(message, text.substring(0, Math.min(SAMPLE_BYTES, text.length())));
    }
}

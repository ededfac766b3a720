package ai.genops.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one pipeline makes of an event beside its fields and attributes. Null: as it was received.
final class View {
    long timeNanos;

    @Nullable
    String name;

    @Nullable
    Object status;

    @Nullable
    List<SpanEvent> events;

    double sampleRate = 1;
    boolean sampled = true;
    /// How many random numbers the event has given.
    int randoms;
    /// The number of the part it is of those it was split into; 0: as it was received.
    int part;

    void begin(long timeNanos) {
        this.timeNanos = timeNanos;
        name = null;
        status = null;
        events = null;
        sampleRate = 1;
        sampled = true;
        randoms = 0;
        part = 0;
    }

    void set(View other) {
        timeNanos = other.timeNanos;
        name = other.name;
        status = other.status;
        events = other.events;
        sampleRate = other.sampleRate;
        sampled = other.sampled;
        randoms = other.randoms;
        part = other.part;
    }

    View copy() {
        var copy = new View();
        copy.set(this);
        return copy;
    }
}

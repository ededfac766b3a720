package ai.genops.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pipeline has made of an event at one moment; only [Event] looks inside.
public final class Shown {
    private final @Nullable Object[] values;
    private final AttributeState own;
    private final AttributeState attributes;
    private final AttributeState resource;
    private final long timeNanos;
    private final @Nullable String name;
    private final @Nullable Object status;
    private final @Nullable List<SpanEvent> events;
    private final double sampleRate;
    private final boolean sampled;
    private final int randoms;
    private final int part;

    Shown(
            @Nullable Object[] values,
            AttributeState own,
            AttributeState attributes,
            AttributeState resource,
            long timeNanos,
            @Nullable String name,
            @Nullable Object status,
            @Nullable List<SpanEvent> events,
            double sampleRate,
            boolean sampled,
            int randoms,
            int part) {
        this.values = values;
        this.own = own;
        this.attributes = attributes;
        this.resource = resource;
        this.timeNanos = timeNanos;
        this.name = name;
        this.status = status;
        this.events = events;
        this.sampleRate = sampleRate;
        this.sampled = sampled;
        this.randoms = randoms;
        this.part = part;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    AttributeState own() {
        return own;
    }

    AttributeState attributes() {
        return attributes;
    }

    AttributeState resource() {
        return resource;
    }

    long timeNanos() {
        return timeNanos;
    }

    @Nullable
    Object status() {
        return status;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    List<SpanEvent> events() {
        return events;
    }

    double sampleRate() {
        return sampleRate;
    }

    boolean sampled() {
        return sampled;
    }

    int randoms() {
        return randoms;
    }

    int part() {
        return part;
    }
}

package ai.genops.pipeline.engine;

import java.util.List;
import java.util.Map;

/// All pipelines of a configuration. Every event is offered to every pipeline; they are independent of one another.
/// Safe for concurrent use.
public final class Engine {
    private final List<Pipeline> pipelines;
    private final Bookmark records = new Bookmark();
    private final Taps taps = new Taps();

    public Engine(List<Pipeline> pipelines) {
        this.pipelines = List.copyOf(pipelines);
    }

    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /// Those who look at the events on their way.
    public Taps taps() {
        return taps;
    }

    /// The books of the log's records.
    Bookmark records() {
        return records;
    }

    /// Begins the books: each pipeline's where the furthest of its destinations stands.
    void start(Map<String, Long> firstOffsets) {
        records.start(
                firstOffsets.values().stream().mapToLong(Long::longValue).max().orElse(0));
        for (Pipeline pipeline : pipelines) {
            pipeline.bookmark()
                    .start(pipeline.routes().stream()
                            .mapToLong(route -> firstOffsets.getOrDefault(
                                    route.destination().id(), 0L))
                            .max()
                            .orElse(records.start()));
        }
    }
}

package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import java.util.List;

/// Lets tests of other packages run an engine without a log.
public final class EngineAccess {
    private EngineAccess() {}

    /// Takes one event through every pipeline, to every route.
    public static void run(List<Pipeline> pipelines, Event event) {
        pipelines.forEach(pipeline -> pipeline.accept(event, pipeline.routes(), true));
    }
}

package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import java.util.List;

/// The keys that every route may have, whatever its destination. They are read by whoever builds routes.
public final class RouteKeys {
    private static final List<String> COMMON =
            List.of("name", "description", "destination", "filter", "enabled", "takes");

    private RouteKeys() {}

    /// Reports the keys that neither every route has nor this destination has asked for.
    public static void finish(Section options) {
        COMMON.forEach(options::has);
        options.finish();
    }
}

package ai.genops.lake;

import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Map;

/// What a route says for the lake: `dataset`, and `retention`, which goes before the dataset's own.
final class RouteOptions {
    private RouteOptions() {}

    /// The dataset it names, among `known` or new; with an empty name if it names none, which is a problem then.
    static DatasetConfig read(Route route, String destination, Map<String, DatasetConfig> known) {
        Section options = route.options();
        String name = DatasetConfig.legalName(options, "dataset");
        String retention = DatasetConfig.retention(options);
        options.finish();
        DatasetConfig dataset = known.get(name);
        if (dataset == null) {
            dataset = new DatasetConfig(name, "", retention, List.of());
            if (!name.isEmpty()) {
                noteNew(options, name, destination);
            }
        }
        return retention.isEmpty() ? dataset : dataset.withRetention(retention);
    }

    private static void noteNew(Section options, String name, String destination) {
        options.problems()
                .note(
                        options.at("dataset"),
                        "dataset `" + name + "` is not among the `datasets` of `" + destination + "`; it is created",
                        "Add it there to give it a description, a retention and partitions.");
    }
}

package ai.genops.lake;

import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Section;
import java.util.Map;

/// What a route says for the lake: `dataset`; `retention`, which goes before the dataset's own; `by_index`.
///
/// @param dataset the one it names, among the known or new; with an empty name if it names none, which is a problem
/// then
/// @param byIndex whether an event goes to the dataset that its resource's `splunk.index` names, if no route names that
record RouteOptions(DatasetConfig dataset, boolean byIndex) {

    static RouteOptions read(Route route, String destination, Map<String, DatasetConfig> known) {
        Section options = route.options();
        String name = DatasetConfig.legalName(options, "dataset");
        String retention = DatasetConfig.retention(options);
        boolean byIndex = options.flag("by_index", false);
        options.finish();
        DatasetConfig dataset = known.get(name);
        if (dataset == null) {
            dataset = DatasetConfig.of(name, "", retention);
            if (!name.isEmpty()) {
                noteNew(options, name, destination);
            }
        }
        return new RouteOptions(retention.isEmpty() ? dataset : dataset.withRetention(retention), byIndex);
    }

    private static void noteNew(Section options, String name, String destination) {
        options.problems()
                .note(
                        options.at("dataset"),
                        "dataset `" + name + "` is not among the `datasets` of `" + destination + "`; it is created",
                        "Add it there to give it a description, a retention and partitions.");
    }
}

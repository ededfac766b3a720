package ai.genops.pipeline.load;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.LookupTables;

/// Notes on what a configuration says without effect. Only what is certain: a note that is wrong costs more than one
/// that is missing.
final class Lint {
    private Lint() {}

    static void unused(LookupTables lookups, Problems problems) {
        for (String id : lookups.ids()) {
            LookupSource source = lookups.find(id);
            if (source != null && !source.isUsed()) {
                Location at = source.definition().at();
                problems.note(at, "no pipeline uses the lookup `" + id + "`", "Remove it; it takes memory for nothing.");
            }
        }
    }
}

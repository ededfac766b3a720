package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Condition;
import org.jspecify.annotations.Nullable;

/// What `tstats` counts: events, or those of a data model.
record TstatsSource(@Nullable String model, Condition where) {

    Relation open(Planning planning) {
        return model == null
                ? new Search(where).open(planning)
                : new Search(where).apply(Models.open(model, planning), planning);
    }
}

package ai.genops.search.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which datasets a plan reads: looked at once more before anything runs, so that a command that did not ask the
/// [Catalog] would show.
public final class Datasets {
    private Datasets() {}

    public static Set<String> of(Plan plan) {
        var datasets = new LinkedHashSet<String>();
        collect(plan, datasets);
        return datasets;
    }

    private static void collect(Plan plan, Set<String> datasets) {
        switch (plan) {
            case Plan.Scan scan -> datasets.addAll(scan.datasets());
            case Plan.Inventory inventory -> datasets.addAll(inventory.datasets());
            case Plan.Rows _, Plan.Values _, Plan.Kept _, Plan.Partials _ -> {}
            case Plan.Filter(Plan input, var _) -> collect(input, datasets);
            case Plan.Extend(Plan input, var _) -> collect(input, datasets);
            case Plan.Aggregate aggregate -> collect(aggregate.input(), datasets);
            case Plan.Window window -> collect(window.input(), datasets);
            case Plan.Limit(Plan input, var _, var _) -> collect(input, datasets);
            case Plan.Expand expand -> collect(expand.input(), datasets);
            case Plan.Fill fill -> collect(fill.input(), datasets);
            case Plan.Join join -> List.of(join.left(), join.right()).forEach(side -> collect(side, datasets));
            case Plan.Union union -> union.inputs().forEach(input -> collect(input, datasets));
        }
    }
}

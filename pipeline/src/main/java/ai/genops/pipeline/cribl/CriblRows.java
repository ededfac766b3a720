package ai.genops.pipeline.cribl;

import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import java.util.List;
import java.util.Set;

/// What a row of Cribl's table of routes may say that has no equivalent here.
public final class CriblRows {
    private static final Set<String> KEYS =
            Set.of("clones", "enableOutputExpression", "outputExpression", "context", "targetContext");

    private CriblRows() {}

    /// Whether Cribl wrote it: ours have no such keys.
    public static boolean isCribls(Section row) {
        return row.keys().stream().anyMatch(KEYS::contains);
    }

    /// Reads those keys, and tells them.
    public static void check(Section row) {
        Problems problems = row.problems();
        problems.require(
                row.items("clones").isEmpty(),
                row.at("clones"),
                "clones with fields of their own have no equivalent",
                "Set `final: false` and add a row with a pipeline that sets the fields.");
        problems.require(
                !row.flag("enableOutputExpression", false),
                row.at("enableOutputExpression"),
                "an output that an expression chooses has no equivalent",
                "Write a row for each output, with a `filter`.");
        row.text("outputExpression", "");
        row.text("context", "");
        row.choice("targetContext", "group", List.of("group"));
    }
}

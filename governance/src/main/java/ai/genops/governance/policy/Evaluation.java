package ai.genops.governance.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that was decided about a call, in the order of the policies. */
public record Evaluation(List<Decision> decisions) {
    public Evaluation {
        decisions = List.copyOf(decisions);
    }

    /** The most severe; allowed if nothing was decided. */
    public Result result() {
        Decision decisive = decisive();
        return decisive == null ? Result.ALLOWED : decisive.result();
    }

    /** The first of the most severe decisions; null if there is none. */
    public @Nullable Decision decisive() {
        Decision decisive = null;
        for (int i = 0; i < decisions.size(); i++) {
            Decision one = decisions.get(i);
            decisive = decisive == null || one.result().compareTo(decisive.result()) > 0 ? one : decisive;
        }
        return decisive;
    }
}

package ai.genops.expression;

import ai.genops.event.Nearest;
import java.util.Collection;

/// What somebody may have meant, to stand behind what is wrong.
final class DidYouMean {
    private DidYouMean() {}

    /// `; did you mean …?`, or nothing if no name is near.
    static String of(String name, Collection<String> known) {
        String nearest = Nearest.to(name, known);
        return nearest == null ? "" : "; did you mean `" + nearest + "`?";
    }
}

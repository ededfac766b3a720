package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `name=` of an option that a command does not have.
final class UnknownOption {
    private UnknownOption() {}

    /// Refuses one that comes next, with the nearest of those there are.
    static void refuse(Cursor in, String command, String... options) {
        if (in.comesOption()) {
            String nearest = Nearest.to(in.wordAt(in.here()), List.of(options));
            throw in.error(
                    "`%s` has no option %s".formatted(command, in.found()),
                    nearest == null
                            ? "It has: " + String.join(", ", options)
                            : "Did you mean `%s`?".formatted(nearest));
        }
    }
}

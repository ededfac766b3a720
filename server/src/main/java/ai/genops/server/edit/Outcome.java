package ai.genops.server.edit;

import ai.genops.pipeline.config.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a change that somebody asked for.
public sealed interface Outcome {
    /// The server works with it.
    record Applied(Edit edit) implements Outcome {}

    /// The whole configuration would have these errors. Nothing was written.
    record Wrong(List<Problem> problems) implements Outcome {}

    /// The file is not as it was when the change began. Nothing was written.
    ///
    /// @param diff from what the change began with to what is there
    /// @param text what is there; null if the file is gone
    record Moved(String file, String diff, @Nullable String text) implements Outcome {}
}

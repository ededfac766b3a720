package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Problem;
import ai.genops.server.trial.ProblemJson;
import java.util.List;
import java.util.Map;

/// What came of reading the configuration again.
///
/// @param applied whether the server works with it now; otherwise all is as before
/// @param problems what is wrong with it, and remarks
/// @param atNextStart what has changed and is not taken over while the server runs
public record Reload(boolean applied, List<Problem> problems, List<String> atNextStart) {
    /// As `POST /api/reload` answers: `applied`, `at_next_start`, and `problems` with `severity`, `file`, `line`,
    /// `column`, `text` and `hint` each.
    public String json() {
        var shown = problems.stream().map(ProblemJson::of).toList();
        return new JsonBuffer(256)
                .value(Map.of("applied", applied, "problems", shown, "at_next_start", atNextStart))
                .toString();
    }
}

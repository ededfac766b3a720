package ai.genops.server.trial;

import ai.genops.pipeline.config.Problem;
import java.util.Map;

/// A problem of a configuration as the API tells it: `severity`, `file`, `line`, `column`, `text`, `hint`.
public final class ProblemJson {
    private ProblemJson() {}

    public static Map<String, Object> of(Problem problem) {
        return Map.of(
                "severity",
                problem.isError() ? "error" : "note",
                "file",
                problem.at().file(),
                "line",
                (long) problem.at().line(),
                "column",
                (long) problem.at().column(),
                "text",
                problem.text(),
                "hint",
                problem.hint());
    }
}

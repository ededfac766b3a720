package ai.genops.server.cli;

import ai.genops.pipeline.config.Problem;
import java.util.List;

/// A command that has a running server change its configuration: it was done, or what is in the way is told.
abstract class EditStep extends ApiStep {
    /// Tells a change that was made.
    abstract void applied(JsonTree change, Terminal terminal);

    /// Tells what has come in between.
    ///
    /// @return false if nothing has
    abstract boolean conflict(JsonTree conflict, Terminal terminal);

    @Override
    final void show(JsonTree answer, Terminal terminal) {
        if (answer.at("applied").isTrue()) {
            applied(answer.at("edit"), terminal);
        } else if (!conflict(answer.at("conflict"), terminal)) {
            List<Problem> problems = answer.at("problems").items().stream()
                    .map(ProblemReport::problem)
                    .toList();
            ProblemReport.print(problems, terminal);
            terminal.line(terminal.bad("Nothing was changed: ") + ProblemReport.count(problems));
        }
    }

    @Override
    final int code(JsonTree answer) {
        return answer.at("applied").isTrue() ? 0 : 1;
    }
}

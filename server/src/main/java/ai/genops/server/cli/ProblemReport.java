package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import java.util.List;

/// Shows what is wrong with a configuration.
final class ProblemReport {
    private ProblemReport() {}

    static void print(List<Problem> problems, Terminal terminal) {
        for (Problem problem : problems) {
            String kind = problem.isError() ? terminal.bad("error") : terminal.doubtful("note");
            terminal.line(terminal.bold(problem.at().toString()) + ": " + kind + ": " + problem.text());
            problem.hint().lines().forEach(line -> terminal.line("    " + line));
        }
    }

    /// One JSON object per line.
    static void printJson(List<Problem> problems, Terminal terminal) {
        for (Problem problem : problems) {
            var json = new JsonBuffer(256);
            json.ascii("{\"severity\":").text(problem.isError() ? "error" : "note");
            json.ascii(",\"file\":").text(problem.at().file());
            json.ascii(",\"line\":").number(problem.at().line());
            json.ascii(",\"column\":").number(problem.at().column());
            json.ascii(",\"text\":").text(problem.text());
            json.ascii(",\"hint\":").text(problem.hint()).raw('}');
            terminal.line(json.toString());
        }
    }

    /// One that a server has told.
    static Problem problem(JsonTree json) {
        var at = new Location(json.at("file").text(), (int) json.at("line").number(), (int)
                json.at("column").number());
        var severity = json.at("severity").text().equals("error") ? Problem.Severity.ERROR : Problem.Severity.NOTE;
        return new Problem(severity, at, json.at("text").text(), json.at("hint").text());
    }

    static String count(List<Problem> problems) {
        long errors = problems.stream().filter(Problem::isError).count();
        long notes = problems.size() - errors;
        return plural(errors, "error") + (notes == 0 ? "" : ", " + plural(notes, "note"));
    }

    private static String plural(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

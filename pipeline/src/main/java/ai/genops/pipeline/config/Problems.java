package ai.genops.pipeline.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a configuration, so that all of it is told at once. One thread at a time.
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    public void error(Location at, String text, String hint) {
        add(new Problem(Problem.Severity.ERROR, at, text, hint));
    }

    public void note(Location at, String text, String hint) {
        add(new Problem(Problem.Severity.NOTE, at, text, hint));
    }

    public void require(boolean holds, Location at, String text, String hint) {
        if (!holds) {
            error(at, text, hint);
        }
    }

    /// Makes notes of the errors that came after the first `count` problems: they are about what is switched off. Says
    /// whether there were any.
    public boolean soften(int count) {
        boolean any = false;
        for (int i = count; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            any |= problem.isError();
            problems.set(i, new Problem(Problem.Severity.NOTE, problem.at(), problem.text(), problem.hint()));
        }
        return any;
    }

    public int count() {
        return problems.size();
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /// By file and line.
    public List<Problem> all() {
        return problems.stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.at().file())
                        .thenComparingInt(problem -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }

    public List<Problem> errors() {
        return all().stream().filter(Problem::isError).toList();
    }

    private void add(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}

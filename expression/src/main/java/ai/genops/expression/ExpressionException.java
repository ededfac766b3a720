package ai.genops.expression;

import java.util.List;
import java.util.stream.Collectors;

/// An expression or template that cannot be compiled, with everything that is wrong with it.
public final class ExpressionException extends RuntimeException {
    private final String source;
    private final transient List<Problem> problems;

    ExpressionException(String source, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.render(source)).collect(Collectors.joining("\n")));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    public String source() {
        return source;
    }

    /// At least one, in the order of the source.
    public List<Problem> problems() {
        return problems;
    }

    /// Line of the first problem, from 1.
    public int line() {
        return problems.getFirst().line();
    }

    /// Column of the first problem, from 1.
    public int column() {
        return problems.getFirst().column();
    }
}

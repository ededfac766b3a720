package ai.genops.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a source text, so that all of it can be said at once.
final class Problems {
    private final String source;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void error(int offset, String message) {
        errors.add(Problem.at(source, offset, message));
    }

    void note(int offset, String message) {
        notes.add(Problem.at(source, offset, message));
    }

    /// How many errors there are so far.
    int count() {
        return errors.size();
    }

    List<Problem> notes() {
        return List.copyOf(notes);
    }

    /// Takes over what was found in a part of the source that begins at `offset`.
    void include(List<Problem> errorsOfPart, List<Problem> notesOfPart, int offset) {
        errorsOfPart.forEach(problem -> error(problem.offset() + offset, problem.message()));
        notesOfPart.forEach(problem -> note(problem.offset() + offset, problem.message()));
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt(Problem::offset));
            throw new ExpressionException(source, errors);
        }
    }
}

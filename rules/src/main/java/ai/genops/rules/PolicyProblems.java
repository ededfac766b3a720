package ai.genops.rules;

import java.util.List;

/** Everything that is wrong with a configuration of policies, each with its place, the value found and what to do. */
public final class PolicyProblems extends IllegalArgumentException {
    private final transient List<String> problems;

    PolicyProblems(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}

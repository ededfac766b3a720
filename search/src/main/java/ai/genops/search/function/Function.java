package ai.genops.search.function;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import java.util.List;

/// A function of `eval`: how many arguments it takes and what it becomes.
record Function(String name, int min, int max, Builder builder) {
    static final int ANY_NUMBER = 1000;

    interface Builder {
        Expr build(Args args);
    }

    /// The resolved arguments of a call at a place in the query.
    record Args(List<Expr> values, Planning planning, int at) {
        Expr get(int index) {
            return values.get(index);
        }

        /// The argument at this place or, if there are fewer, this.
        Expr get(int index, Expr otherwise) {
            return index < values.size() ? values.get(index) : otherwise;
        }

        int count() {
            return values.size();
        }
    }

    static Function of(String name, int arguments, Builder builder) {
        return new Function(name, arguments, arguments, builder);
    }

    static Function of(String name, int min, int max, Builder builder) {
        return new Function(name, min, max, builder);
    }

    String arguments() {
        return min == max ? String.valueOf(min) : max == ANY_NUMBER ? "at least " + min : min + " to " + max;
    }
}

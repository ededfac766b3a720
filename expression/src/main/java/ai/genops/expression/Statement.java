package ai.genops.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement of code, with every name resolved.
sealed interface Statement {
    record Evaluate(Node node) implements Statement {}

    record Block(List<Statement> statements) implements Statement {}

    record If(Node test, Statement yes, Statement no) implements Statement {}

    /// `for`, `while` and, if the body comes first, `do`.
    record Loop(Node test, Node update, Statement body, boolean bodyFirst) implements Statement {}

    /// `for … of`, or with `keys` `for … in`. `parts` take each element apart.
    record Each(int slot, List<Node.Part> parts, Node in, boolean keys, Statement body, int at) implements Statement {}

    record Switch(Node value, List<Case> cases) implements Statement {}

    /// One without a test is the default.
    record Case(@Nullable Node test, Statement body) {}

    /// `break` and `continue`.
    record Jump(Flow flow) implements Statement {}

    record Return(Node value) implements Statement {}

    record Throw(Node value, int at) implements Statement {}

    /// `slot`: what was thrown, for the handler; without one, none.
    record Try(Statement body, int slot, @Nullable Statement handler, Statement last) implements Statement {}

    /// How the next statement is found.
    enum Flow {
        /// It stands behind.
        NEXT,
        BREAK,
        CONTINUE,
        RETURN
    }
}

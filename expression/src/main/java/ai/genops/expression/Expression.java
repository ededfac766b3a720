package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Utf8;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;

/// A JavaScript expression over an event, compiled. It changes nothing, reads no clock and cannot run for long.
/// Safe for concurrent use on different events. Evaluating throws [EvaluationException] and nothing else.
public sealed interface Expression permits Compiled {
    /// Throws [ExpressionException] with all that is wrong with it.
    static Expression compile(String source, Scope scope) {
        return compile(source, scope, List.of());
    }

    /// An expression that may use `parameters` before all other names; [#text] and [#test] are given their
    /// values.
    static Expression compile(String source, Scope scope, List<String> parameters) {
        var problems = new Problems(source);
        AstNode ast = Syntax.parse(source, problems);
        problems.throwIfAny();
        var names = new Names(scope);
        parameters.forEach(names::declare);
        var lint = new Lint(problems, scope.isFilter());
        Node node = ast == null
                ? Node.UNDEFINED
                : new Resolver(source, names, problems, lint, scope.isFilter()).resolve(ast);
        problems.throwIfAny();
        Code code = Compiler.compile(node);
        lint.filter(code, node);
        return Compiled.of(source, code, node, problems.notes(), names);
    }

    /// String, Long, Double, Boolean, List or Map; null for undefined, null and functions. Inside a list or map null
    /// stands for JavaScript's null, and undefined members are left out.
    @Nullable
    Object value(Event event);

    /// Sets a field to the value. What is only passed on is not looked at.
    void set(Event event, int slot);

    /// Says where the value stands if it is a text for which there is no String yet; else it is to be asked for by
    /// [#value].
    boolean isText(Event event, Utf8 text);

    /// The value as a number; NaN for what is none.
    double number(Event event);

    /// The value as text, of parameters in their order; those behind the last are undefined.
    String text(Event event, List<@Nullable String> parameters);

    /// Whether the value counts as true.
    boolean test(Event event);

    /// The same, of parameters in their order, each something that [#value] gives; those behind the last are undefined.
    boolean test(Event event, List<? extends @Nullable Object> parameters);

    String source();

    Type type();

    /// What is legal but hardly meant: constant conditions, comparisons that cannot be true.
    List<Problem> notes();

    /// Whether it counts as true, or as false, on every event; null if that depends on the event.
    @Nullable
    Boolean always();

    /// What it reads off the event, as its source names it and in that order, with the values on this event; null for
    /// what is absent. For people who ask why: nothing is prepared for it.
    Map<String, @Nullable Object> reads(Event event);

    /// The attributes it reads by name, in the order of the source.
    Set<AttributeName> attributes();

    /// Whether it may read attributes that it does not name.
    boolean readsAllAttributes();

    /// A source with the names it reads as words: what it writes as `__e['name']` is `name` then. For looking at,
    /// not for compiling.
    static String words(String source) {
        return Compiled.words(source);
    }
}

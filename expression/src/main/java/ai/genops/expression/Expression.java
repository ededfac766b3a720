package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;

/// A JavaScript expression over an event, compiled. It changes nothing, reads no clock and cannot run for long.
/// Safe for concurrent use on different events. Evaluating throws [EvaluationException] and nothing else.
public final class Expression {
    private final String source;
    private final Code code;
    private final Type type;
    private final List<Problem> notes;
    private final Set<AttributeName> attributes;
    private final Map<String, Node> read;
    private final boolean readsAllAttributes;
    private final int localCount;
    private final boolean hasArrows;
    private final @Nullable Boolean always;

    private Expression(String source, Code code, Node node, List<Problem> notes, Names names) {
        this.source = source;
        this.code = code;
        this.type = Types.of(node);
        this.always = code instanceof Code.Constant constant ? (Boolean) Values.isTrue(constant.value) : Truth.of(node);
        this.notes = notes;
        this.attributes = Collections.unmodifiableSet(names.attributes());
        this.read = Collections.unmodifiableMap(names.read());
        this.readsAllAttributes = names.readsAll();
        this.localCount = names.localCount();
        this.hasArrows = names.hasArrows();
    }

    /// Throws [ExpressionException] with all that is wrong with it.
    public static Expression compile(String source, Scope scope) {
        var problems = new Problems(source);
        AstNode ast = Syntax.parse(source, problems);
        problems.throwIfAny();
        var names = new Names(scope);
        var lint = new Lint(problems, scope.isFilter());
        Node node = ast == null
                ? Node.UNDEFINED
                : new Resolver(source, names, problems, lint, scope.isFilter()).resolve(ast);
        problems.throwIfAny();
        Code code = Compiler.compile(node);
        lint.filter(code, node);
        return new Expression(source, code, node, problems.notes(), names);
    }

    /// String, Long, Double, Boolean, List or Map; null for undefined, null and functions. Inside a list or map null
    /// stands for JavaScript's null, and undefined members are left out.
    public @Nullable Object value(Event event) {
        return Results.export(code.value(event, locals()));
    }

    /// Sets a field to the value. What is only passed on is not looked at.
    public void set(Event event, int slot) {
        if (!code.passOn(event, slot)) {
            event.field(slot, value(event));
        }
    }

    /// The value as a number; NaN for what is none.
    public double number(Event event) {
        return code.number(event, locals());
    }

    /// Whether the value counts as true.
    public boolean test(Event event) {
        return code.test(event, locals());
    }

    public String source() {
        return source;
    }

    public Type type() {
        return type;
    }

    /// What is legal but hardly meant: constant conditions, comparisons that cannot be true.
    public List<Problem> notes() {
        return notes;
    }

    /// Whether it counts as true, or as false, on every event; null if that depends on the event.
    public @Nullable Boolean always() {
        return always;
    }

    /// What it reads off the event, as its source names it and in that order, with the values on this event; null for
    /// what is absent. For people who ask why: nothing is prepared for it.
    public Map<String, @Nullable Object> reads(Event event) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        read.forEach((name, node) ->
                values.put(name, Results.export(Compiler.compile(node).value(event, Locals.NONE))));
        return values;
    }

    /// The attributes it reads by name, in the order of the source.
    public Set<AttributeName> attributes() {
        return attributes;
    }

    /// Whether it may read attributes that it does not name.
    public boolean readsAllAttributes() {
        return readsAllAttributes;
    }

    /// The same value for every event; used by templates.
    boolean isConstant() {
        return code instanceof Code.Constant;
    }

    private Locals locals() {
        return hasArrows ? new Locals(localCount) : Locals.NONE;
    }
}

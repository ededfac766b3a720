package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Utf8;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;

/// A JavaScript expression over an event, compiled. It changes nothing, reads no clock and cannot run for long.
/// Safe for concurrent use on different events. Evaluating throws [EvaluationException] and nothing else.
public final class Expression {
    private static final Pattern ELEMENT = Pattern.compile("\\b__e\\s*(?:\\?\\.)?\\s*\\[\\s*(['\"])([\\w$]+)\\1\\s*]");
    private static final Pattern MEMBER = Pattern.compile("\\b__e\\s*\\??\\.");

    private final String source;
    private final Code code;
    private final Type type;
    private final List<Problem> notes;
    private final Set<AttributeName> attributes;
    private final Map<String, Node> read;
    private final boolean readsAllAttributes;
    private final int localCount;
    private final boolean hasLocals;
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
        this.hasLocals = names.hasArrows() || names.localCount() > 0;
    }

    /// Throws [ExpressionException] with all that is wrong with it.
    public static Expression compile(String source, Scope scope) {
        return compile(source, scope, List.of());
    }

    /// An expression that may use `parameters` before all other names; [#text] is given their values.
    public static Expression compile(String source, Scope scope, List<String> parameters) {
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
        return new Expression(source, code, node, problems.notes(), names);
    }

    /// String, Long, Double, Boolean, List or Map; null for undefined, null and functions. Inside a list or map null
    /// stands for JavaScript's null, and undefined members are left out.
    public @Nullable Object value(Event event) {
        return Results.export(code.value(event, locals()));
    }

    /// Sets a field to the value. What is only passed on is not looked at.
    public void set(Event event, int slot) {
        code.set(event, slot, locals());
    }

    /// Says where the value stands if it is a text for which there is no String yet; else it is to be asked for by
    /// [#value].
    public boolean isText(Event event, Utf8 text) {
        return code.isText(event, text);
    }

    /// The value as a number; NaN for what is none.
    public double number(Event event) {
        return code.number(event, locals());
    }

    /// The value as text, of parameters in their order; those behind the last are undefined.
    public String text(Event event, List<@Nullable String> parameters) {
        Locals locals = locals();
        for (int i = 0; i < parameters.size(); i++) {
            locals.set(i, parameters.get(i));
        }
        return Values.text(code.value(event, locals));
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

    /// A source with the names it reads as words: what it writes as `__e['name']` is `name` then. For looking at,
    /// not for compiling.
    public static String words(String source) {
        String named = ELEMENT.matcher(source).replaceAll(" $2 ");
        return MEMBER.matcher(named).replaceAll(" ");
    }

    /// The same value for every event; used by templates.
    boolean isConstant() {
        return code instanceof Code.Constant;
    }

    private Locals locals() {
        return hasLocals ? new Locals(localCount) : Locals.NONE;
    }
}

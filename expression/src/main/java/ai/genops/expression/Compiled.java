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

/// An expression and its code. All of it is records, which [Code] says why.
///
/// @param locals places that its arrow functions and parameters need; -1: it has none, and needs none
record Compiled(
        String source,
        Code code,
        Type type,
        List<Problem> notes,
        Set<AttributeName> attributes,
        Map<String, Node> read,
        boolean readsAllAttributes,
        int locals,
        @Nullable Boolean always)
        implements Expression {
    private static final Pattern ELEMENT = Pattern.compile("\\b__e\\s*(?:\\?\\.)?\\s*\\[\\s*(['\"])([\\w$]+)\\1\\s*]");
    private static final Pattern MEMBER = Pattern.compile("\\b__e\\s*\\??\\.");

    static Compiled of(String source, Code code, Node node, List<Problem> notes, Names names) {
        return new Compiled(
                source,
                code,
                Types.of(node),
                notes,
                Collections.unmodifiableSet(names.attributes()),
                Collections.unmodifiableMap(names.read()),
                names.readsAll(),
                names.hasArrows() || names.localCount() > 0 ? names.localCount() : -1,
                code instanceof Code.Constant constant ? (Boolean) Values.isTrue(constant.value()) : Truth.of(node));
    }

    @Override
    public @Nullable Object value(Event event) {
        return Results.export(code.value(event, fresh()));
    }

    @Override
    public void set(Event event, int slot) {
        code.set(event, slot, fresh());
    }

    @Override
    public boolean isText(Event event, Utf8 text) {
        return code.isText(event, text);
    }

    @Override
    public double number(Event event) {
        return code.number(event, fresh());
    }

    @Override
    public String text(Event event, List<@Nullable String> parameters) {
        return Values.text(code.value(event, with(parameters)));
    }

    @Override
    public boolean test(Event event) {
        return code.test(event, fresh());
    }

    @Override
    public boolean test(Event event, List<? extends @Nullable Object> parameters) {
        return code.test(event, with(parameters));
    }

    @Override
    public Map<String, @Nullable Object> reads(Event event) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        read.forEach((name, node) ->
                values.put(name, Results.export(Compiler.compile(node).value(event, Locals.NONE))));
        return values;
    }

    private Locals with(List<? extends @Nullable Object> parameters) {
        Locals locals = fresh();
        for (int i = 0; i < parameters.size(); i++) {
            locals.set(i, parameters.get(i));
        }
        return locals;
    }

    /// What one evaluation uses up.
    private Locals fresh() {
        return locals < 0 ? Locals.NONE : new Locals(locals);
    }

    static String words(String source) {
        String named = ELEMENT.matcher(source).replaceAll(" $2 ");
        return MEMBER.matcher(named).replaceAll(" ");
    }
}

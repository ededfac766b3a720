package ai.genops.expression;

import ai.genops.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/// What Rhino's own engine makes of an expression over an event.
final class Oracle implements AutoCloseable {
    /// Stands for any error.
    static final Object ERROR = "<error>";

    private final Context context = Context.enter();
    private final ScriptableObject standard;
    private Scriptable scope;

    Oracle() {
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        standard = context.initSafeStandardObjects();
        scope = standard;
    }

    @Override
    public void close() {
        Context.exit();
    }

    /// Makes what an expression can see of the event global.
    void see(Event event) {
        scope = context.newObject(standard);
        scope.setPrototype(standard);
        scope.setParentScope(null);
        Scriptable attributes = context.newObject(standard);
        for (int i = 0; i < event.attributes().size(); i++) {
            put(attributes, event.attributes().key(i).name(), event.attributes().value(i));
        }
        ScriptableObject.putProperty(scope, "attributes", attributes);
        for (BuiltIn builtIn : BuiltIn.values()) {
            boolean simple = builtIn != BuiltIn.ATTRIBUTES && builtIn != BuiltIn.RANDOM && builtIn != BuiltIn.NOW;
            if (simple) {
                put(scope, builtIn.label(), builtIn.read(event));
            }
        }
        List<String> names = event.fields().names();
        for (int i = 0; i < names.size(); i++) {
            put(scope, names.get(i), event.field(i));
        }
        put(scope, "body", event.own().get(ai.genops.event.Key.of("body")));
        give("Math", "random", Events.with(Map.of())::nextRandom);
        give("Date", "now", () -> (double) event.appendMillis());
    }

    void set(String name, @Nullable Object value) {
        put(scope, name, value);
    }

    private void give(String holder, String name, java.util.function.DoubleSupplier value) {
        var function = new BaseFunction(standard, ScriptableObject.getFunctionPrototype(standard)) {
            @Override
            public Object call(Context c, Scriptable s, Scriptable self, Object[] arguments) {
                return value.getAsDouble();
            }
        };
        ScriptableObject.putProperty((Scriptable) ScriptableObject.getProperty(standard, holder), name, function);
    }

    Script compile(String source) {
        String text = source.stripLeading().startsWith("{") ? "(" + source + "\n)" : source;
        return context.compileString(text, "expression", 1, null);
    }

    /// The value as [Expression#value] gives it, or [#ERROR].
    @Nullable
    Object evaluate(Script script) {
        try {
            return export(script.exec(context, scope, scope));
        } catch (RhinoException e) {
            if (e instanceof EcmaError error && error.getName().equals("ReferenceError")) {
                throw e;
            }
            return ERROR;
        }
    }

    private void put(Scriptable object, String name, @Nullable Object value) {
        ScriptableObject.putProperty(object, name, javaScript(value));
    }

    private @Nullable Object javaScript(@Nullable Object value) {
        return switch (value) {
            case null -> Undefined.instance;
            case List<?> list ->
                context.newArray(standard, list.stream().map(this::javaScript).toArray());
            case Map<?, ?> map -> {
                Scriptable object = context.newObject(standard);
                map.forEach((key, member) -> put(object, String.valueOf(key), member));
                yield object;
            }
            case Number number -> number.doubleValue();
            default -> value;
        };
    }

    private static @Nullable Object export(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case CharSequence text -> text.toString();
            case Number number -> number.doubleValue();
            case Boolean flag -> flag;
            case NativeArray array -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < array.getLength(); i++) {
                    list.add(export(array.get(i, array)));
                }
                yield list;
            }
            case NativeObject object -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (Object key : object.getIds()) {
                    Object member = ScriptableObject.getProperty(object, String.valueOf(key));
                    if (!Undefined.isUndefined(member)) {
                        map.put(String.valueOf(key), export(member));
                    }
                }
                yield map;
            }
            default -> null;
        };
    }

    /// Whole numbers as doubles, as JavaScript has them.
    static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number.doubleValue();
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(normal(element)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, member) -> copy.put(String.valueOf(key), normal(member)));
                yield copy;
            }
            default -> value;
        };
    }

    /// What our expression gives, in the same form.
    static @Nullable Object ours(Expression expression, Event event) {
        try {
            return normal(expression.value(event));
        } catch (EvaluationException e) {
            return ERROR;
        }
    }
}

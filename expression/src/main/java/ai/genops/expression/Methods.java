package ai.genops.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The methods of one name, whatever they are called on.
record Methods(
        String name,
        @Nullable Method<String> text,
        @Nullable Method<BigDecimal> decimal,
        @Nullable Method<Number> number,
        @Nullable Method<List<?>> list,
        @Nullable Method<JsDate> date,
        @Nullable Method<Regex> regex,
        @Nullable Method<JsSet> set,
        @Nullable Method<Object> any) {

    /// Methods of this name, or null if nothing has one.
    static @Nullable Methods find(String name) {
        var methods = new Methods(
                name,
                TextMethods.TABLE.get(name),
                DecimalMethods.TABLE.get(name),
                NumberMethods.TABLE.get(name),
                ListMethods.TABLE.get(name),
                DateMethods.TABLE.get(name),
                RegexMethods.TABLE.get(name),
                JsSet.TABLE.get(name),
                ObjectMethods.TABLE.get(name));
        return methods.all().findAny().isPresent() ? methods : null;
    }

    /// The same in code, where arrays change.
    static @Nullable Methods ofCode(String name) {
        Method<List<?>> change = ListChanges.TABLE.get(name);
        return change == null ? find(name) : new Methods(name, null, null, null, change, null, null, null, null);
    }

    /// Every name that a value of this type can be called by.
    static Set<String> namesFor(Type type) {
        Stream<Map<String, ?>> tables = switch (type) {
            case TEXT -> Stream.of(TextMethods.TABLE);
            case NUMBER -> Stream.of(NumberMethods.TABLE);
            case LIST -> Stream.of(ListMethods.TABLE);
            case BOOLEAN, NOTHING -> Stream.of();
            case OBJECT -> Stream.of(DateMethods.TABLE, RegexMethods.TABLE, JsSet.TABLE);
            case ANY ->
                Stream.of(
                        TextMethods.TABLE,
                        NumberMethods.TABLE,
                        DecimalMethods.TABLE,
                        ListMethods.TABLE,
                        DateMethods.TABLE,
                        RegexMethods.TABLE,
                        JsSet.TABLE);
        };
        Set<String> names = new TreeSet<>(ObjectMethods.TABLE.keySet());
        tables.forEach(table -> names.addAll(table.keySet()));
        return names;
    }

    boolean worksOn(Type type) {
        boolean ofList = list != null && (type == Type.LIST || type == Type.ANY);
        return ofList || namesFor(type).contains(name);
    }

    /// What it gives if everything of this name gives the same.
    Type result(Type self) {
        return switch (self) {
            case TEXT -> text == null ? Type.ANY : text.result();
            case NUMBER -> number == null ? Type.ANY : number.result();
            case LIST -> list == null ? Type.ANY : list.result();
            case BOOLEAN, NOTHING, OBJECT, ANY ->
                all().map(Method::result).reduce(Type::or).orElse(Type.ANY);
        };
    }

    /// The fewest arguments that any of this name needs.
    int required() {
        return all().mapToInt(Method::required).min().orElse(0);
    }

    @Nullable
    Object call(@Nullable Object self, @Nullable Object[] arguments) {
        return switch (self) {
            case String value when text != null -> text.call(value, arguments);
            case BigDecimal value when decimal != null -> decimal.call(value, arguments);
            case Number value when number != null -> number.call(value, arguments);
            case List<?> value when list != null -> list.call(value, arguments);
            case JsDate value when date != null -> date.call(value, arguments);
            case Regex value when regex != null -> regex.call(value, arguments);
            case JsSet value when set != null -> set.call(value, arguments);
            case null -> throw new EvaluationException("undefined has no method " + name);
            case JsNull _ -> throw new EvaluationException("null has no method " + name);
            default -> {
                if (any == null) {
                    throw new EvaluationException(
                            Arguments.describe(self) + " (" + Values.typeName(self) + ") has no method " + name);
                }
                yield any.call(self, arguments);
            }
        };
    }

    /// Whether a value has no method of this name.
    boolean isMissingIn(@Nullable Object self) {
        return any == null
                && switch (self) {
                    case String _ -> text == null;
                    case BigDecimal _ -> decimal == null && number == null;
                    case Number _ -> number == null;
                    case List<?> _ -> list == null;
                    case JsDate _ -> date == null;
                    case Regex _ -> regex == null;
                    case JsSet _ -> set == null;
                    case null -> false;
                    case JsNull _ -> false;
                    default -> true;
                };
    }

    private Stream<Method<?>> all() {
        return Stream.<@Nullable Method<?>>of(text, decimal, number, list, date, regex, set, any)
                .flatMap(Stream::ofNullable);
    }
}

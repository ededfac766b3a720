package ai.genops.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The global functions and those of `Number`, `String`, `Object`, `Array`, `JSON` and `Date`.
final class Functions {
    static final Function PARSE_FLOAT =
            Function.of("parseFloat", 1, Type.NUMBER, arguments -> parseFloat(Arguments.at(arguments, 0)));
    static final Function PARSE_INT = Function.of("parseInt", 1, Type.NUMBER, Functions::parseInt);
    static final Function NEW_SET =
            Function.of("new Set", 0, Type.OBJECT, arguments -> JsSet.of(Arguments.at(arguments, 0)));
    static final Function NEW_DATE = Function.of("new Date", 1, Type.OBJECT, Functions::newDate);

    /// Objects that hold functions and constants only.
    static final Set<String> HOLDERS = Set.of(
            "Math",
            "JSON",
            "Number",
            "String",
            "Object",
            "Array",
            "Date",
            "Boolean",
            "C",
            "C.Mask",
            "C.Time",
            "C.Crypto",
            "C.Text",
            "C.Net",
            "C.Encode",
            "C.Decode",
            "C.Misc",
            "C.env",
            "C.os",
            "C.vars");

    private static final Map<String, Object> CONSTANTS = new HashMap<>(MathFunctions.CONSTANTS);
    private static final Map<String, Function> ALL = new HashMap<>();

    static {
        CONSTANTS.putAll(Map.of(
                "NaN", Double.NaN,
                "Infinity", Double.POSITIVE_INFINITY,
                "Number.NaN", Double.NaN,
                "Number.MAX_SAFE_INTEGER", 0x1p53 - 1,
                "Number.MIN_SAFE_INTEGER", 1 - 0x1p53,
                "Number.MAX_VALUE", Double.MAX_VALUE,
                "Number.MIN_VALUE", Double.MIN_VALUE,
                "Number.EPSILON", Math.ulp(1.0),
                "Number.POSITIVE_INFINITY", Double.POSITIVE_INFINITY,
                "Number.NEGATIVE_INFINITY", Double.NEGATIVE_INFINITY));
        CONSTANTS.put("C.Mask.REDACTED", "REDACTED");
        Stream.of(
                        MathFunctions.ALL,
                        ObjectFunctions.ALL,
                        Decimals.ALL,
                        MaskFunctions.ALL,
                        HashFunctions.ALL,
                        TimeFunctions.ALL,
                        TextFunctions.ALL,
                        NetFunctions.ALL,
                        IdFunctions.ALL,
                        CodingFunctions.ALL,
                        MimeWords.ALL,
                        XmlFunctions.ALL)
                .flatMap(List::stream)
                .forEach(Functions::add);
        conversions();
        numbers();
    }

    private Functions() {}

    static @Nullable Function find(String name) {
        return ALL.get(name);
    }

    static @Nullable Object constant(String name) {
        return CONSTANTS.get(name);
    }

    /// Every function and constant, for suggestions.
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ALL.keySet());
        names.addAll(CONSTANTS.keySet());
        return names;
    }

    private static void add(Function function) {
        ALL.put(function.name(), function);
    }

    private static void add(String name, int required, Type result, Function.Body body) {
        add(Function.of(name, required, result, body));
    }

    private static void conversions() {
        add(PARSE_FLOAT);
        add(PARSE_INT);
        add("Number", 0, Type.NUMBER, arguments -> arguments.length == 0 ? 0.0 : Arguments.number(arguments, 0));
        add("String", 0, Type.TEXT, arguments -> arguments.length == 0 ? "" : Arguments.text(arguments, 0));
        add("Boolean", 0, Type.BOOLEAN, arguments -> Values.isTrue(Arguments.at(arguments, 0)));
        add("encodeURIComponent", 1, Type.TEXT, arguments -> UriText.encode(Arguments.text(arguments, 0), true));
        add("encodeURI", 1, Type.TEXT, arguments -> UriText.encode(Arguments.text(arguments, 0), false));
        add("decodeURIComponent", 1, Type.TEXT, arguments -> UriText.decode(Arguments.text(arguments, 0), true));
        add("decodeURI", 1, Type.TEXT, arguments -> UriText.decode(Arguments.text(arguments, 0), false));
        add("JSON.parse", 1, Type.ANY, Functions::parseJson);
        add("JSON.stringify", 1, Type.TEXT, JsonText::of);
        add("Date.UTC", 1, Type.NUMBER, JsDate::ofParts);
        add("Date.parse", 1, Type.NUMBER, arguments -> JsDate.parse(Arguments.text(arguments, 0)));
        add("String.fromCharCode", 0, Type.TEXT, Functions::fromCharCode);
        add("String.fromCodePoint", 0, Type.TEXT, Functions::fromCodePoint);
    }

    private static void numbers() {
        add(Function.of("isNaN", 1, Type.BOOLEAN, arguments -> Double.isNaN(Arguments.number(arguments, 0))));
        add("isFinite", 1, Type.BOOLEAN, arguments -> Double.isFinite(Arguments.number(arguments, 0)));
        add("Number.isNaN", 1, Type.BOOLEAN, arguments -> Double.isNaN(own(arguments, 0)));
        add("Number.isFinite", 1, Type.BOOLEAN, arguments -> Double.isFinite(own(arguments, Double.NaN)));
        add("Number.isInteger", 1, Type.BOOLEAN, arguments -> isInteger(own(arguments, Double.NaN)));
        add("Number.isSafeInteger", 1, Type.BOOLEAN, arguments -> {
            double value = own(arguments, Double.NaN);
            return isInteger(value) && Math.abs(value) < 0x1p53;
        });
        ALL.put("Number.parseFloat", PARSE_FLOAT);
        ALL.put("Number.parseInt", PARSE_INT);
    }

    static double parseFloat(@Nullable Object value) {
        // A number's text reads back as the number, but for the sign of zero.
        return value instanceof Number number ? number.doubleValue() + 0.0 : Numerals.parseFloat(Values.text(value));
    }

    private static Object parseInt(@Nullable Object[] arguments) {
        int radix = Values.int32(Arguments.number(arguments, 1));
        Object value = Arguments.at(arguments, 0);
        return radix == 0 && value instanceof Number number
                ? Numerals.parseInt(number.doubleValue())
                : Numerals.parseInt(Values.text(value), radix);
    }

    private static Object newDate(@Nullable Object[] arguments) {
        if (arguments.length > 1) {
            return new JsDate(JsDate.ofParts(arguments));
        }
        Object first = Arguments.at(arguments, 0);
        return first == null ? new JsDate(Double.NaN) : JsDate.of(first);
    }

    private static Object fromCharCode(@Nullable Object[] arguments) {
        var text = new StringBuilder();
        for (int i = 0; i < arguments.length; i++) {
            text.append((char) Values.int32(Arguments.number(arguments, i)));
        }
        return text.toString();
    }

    private static Object fromCodePoint(@Nullable Object[] arguments) {
        var text = new StringBuilder();
        for (int i = 0; i < arguments.length; i++) {
            double code = Arguments.number(arguments, i);
            if (code < 0 || code > Character.MAX_CODE_POINT || code != Math.rint(code)) {
                throw new EvaluationException("String.fromCodePoint: " + Values.text(code) + " is no code point");
            }
            text.appendCodePoint((int) code);
        }
        return text.toString();
    }

    private static @Nullable Object parseJson(@Nullable Object[] arguments) {
        if (Arguments.at(arguments, 1) != null) {
            throw new EvaluationException("JSON.parse takes no reviver here; use map on what it gives");
        }
        return JsonReader.read(Arguments.text(arguments, 0));
    }

    /// The first argument if it is a number.
    private static double own(@Nullable Object[] arguments, double otherwise) {
        return Arguments.at(arguments, 0) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static boolean isInteger(double value) {
        return Double.isFinite(value) && value == Math.rint(value);
    }
}

package ai.genops.expression;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Writes expressions by a grammar. They are of the kinds a value can be, so that most of them make sense.
final class Generator {
    private static final List<String> ANYTHING = List.of(
            "attributes['long']",
            "attributes['double']",
            "attributes['numeric']",
            "attributes['text']",
            "attributes['flag']",
            "attributes['missing']",
            "attributes.maybe",
            "attributes['list']",
            "attributes['object']",
            "some_any",
            "attributes['object'].inner",
            "attributes['list'][0]",
            "null",
            "undefined");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2.5",
            "1.005",
            "1e21",
            "1e-7",
            "0.1",
            "255",
            "3",
            "10",
            "123456.789",
            "NaN",
            "Infinity",
            "some_number",
            "timestamp",
            "duration_ms",
            "0x1F",
            "-0");
    private static final List<String> TEXTS = List.of(
            "''",
            "'0'",
            "'abc'",
            "'Hello World'",
            "'12.5px'",
            "' 42 '",
            "'true'",
            "'1e3'",
            "'a,b,c'",
            "'0x1f'",
            "'é€😀'",
            "some_text",
            "name",
            "kind");
    private static final List<String> BOOLEANS = List.of("true", "false", "some_flag");
    private static final List<String> LISTS =
            List.of("[1, 2, 3]", "['b', 'a', 'c']", "[]", "[1, 'x', true, null]", "[3, 20, 100]", "'a-b-c'.split('-')");
    private static final List<String> REGEXES =
            List.of("/a/", "/[a-z]+/gi", "/\\d+/", "/(\\w)(\\w)/g", "/l+/g", "/^\\s*/", "/b|c$/", "/(?:x)?o/");

    private final RandomGenerator random;

    Generator(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return any(3);
    }

    /// Each template filled `times` times with the simplest there is.
    List<String> everyTemplate(int times) {
        return Stream.of(Templates.NUMBERS, Templates.TEXTS, Templates.FLAGS, Templates.LISTS)
                .flatMap(List::stream)
                .flatMap(template -> Stream.generate(() -> filled(template, 0)).limit(times))
                .toList();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String any(int depth) {
        if (depth <= 0) {
            return switch (random.nextInt(5)) {
                case 0 -> pick(NUMBERS);
                case 1 -> pick(TEXTS);
                case 2 -> pick(BOOLEANS);
                default -> pick(ANYTHING);
            };
        }
        int d = depth - 1;
        return switch (random.nextInt(14)) {
            case 0, 1 -> number(depth);
            case 2, 3 -> text(depth);
            case 4, 5 -> flag(depth);
            case 6 -> "(" + flag(d) + " ? " + any(d) + " : " + any(d) + ")";
            case 7 -> "(" + any(d) + " || " + any(d) + ")";
            case 8 -> "(" + any(d) + " && " + any(d) + ")";
            case 9 -> "((" + any(d) + ") ?? " + any(d) + ")";
            case 10 -> "(" + any(d) + " + " + any(d) + ")";
            case 11 -> list(d);
            case 12 -> "({a: " + any(d) + ", 'b c': " + any(d) + "})";
            default -> onAnything(d);
        };
    }

    private String onAnything(int depth) {
        String subject = pick(ANYTHING.subList(0, ANYTHING.size() - 2));
        return switch (random.nextInt(8)) {
            case 0 -> subject + ".toString()";
            case 1 -> subject + "?.length";
            case 2 -> subject + ".length";
            case 3 -> subject + ".toUpperCase()";
            case 4 -> subject + ".toFixed(" + random.nextInt(5) + ")";
            case 5 -> subject + "?.toString()";
            case 6 -> subject + "?.[" + number(0) + "]";
            default -> subject + ".includes(" + text(depth - 1) + ")";
        };
    }

    private String filled(String template, int depth) {
        var out = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            if (template.charAt(i) != '«') {
                out.append(template.charAt(i));
                continue;
            }
            out.append(part(template.charAt(i + 1), depth));
            i += 2;
        }
        return out.toString();
    }

    private String part(char kind, int depth) {
        return switch (kind) {
            case 'A' -> "(" + any(depth) + ")";
            case 'N' -> "(" + number(depth) + ")";
            case 'T' -> "(" + text(depth) + ")";
            case 'F' -> flag(depth);
            case 'L' -> "(" + list(depth) + ")";
            case 'R' -> pick(REGEXES).replaceAll("/g(i?)$", "/$1");
            case 'G' -> pick(REGEXES).replaceAll("/g?(i?)$", "/g$1");
            case 't' -> pick(TEXTS);
            case 'n' -> pick(List.of("0", "1", "2", "-1", "-2", "5", "1.5", "NaN", "100", "some_number"));
            case 'k' -> pick(List.of("0", "1", "2", "5"));
            case 'd' ->
                pick(List.of("0", "1709210096789", "-1", "1e12", "NaN", "-62198755200000", "'2024-02-29'", "null"));
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }

    private String number(int depth) {
        if (depth <= 0) {
            return pick(NUMBERS);
        }
        if (random.nextInt(3) == 0) {
            return "(" + filled(pick(Templates.NUMBERS), depth - 1) + ")";
        }
        int d = depth - 1;
        return switch (random.nextInt(16)) {
            case 0 -> "parseFloat(" + any(d) + ")";
            case 1 -> "parseInt(" + any(d) + ")";
            case 2 -> "parseInt(" + text(d) + ", " + pick(List.of("2", "8", "10", "16", "0", "1", "37")) + ")";
            case 3 -> "Number(" + any(d) + ")";
            case 4 ->
                "Math." + pick(List.of("floor", "ceil", "round", "abs", "trunc", "sign", "sqrt")) + "(" + any(d) + ")";
            case 5 -> "Math." + pick(List.of("max", "min")) + "(" + any(d) + ", " + any(d) + ")";
            case 6 -> "(" + any(d) + pick(List.of(" - ", " * ", " / ", " % ")) + any(d) + ")";
            case 7 -> "(" + number(d) + " + " + number(d) + ")";
            case 8 -> "(-" + "(" + any(d) + "))";
            case 9 -> "(+" + "(" + any(d) + "))";
            case 10 -> "(" + number(d) + pick(List.of(" | ", " & ", " ^ ", " << ", " >> ", " >>> ")) + number(d) + ")";
            case 11 -> "(" + text(d) + ").length";
            case 12 -> "(" + text(d) + ").indexOf(" + text(d) + ")";
            case 13 -> "(" + text(d) + ").charCodeAt(" + number(d) + ")";
            case 14 -> "((" + number(0) + ") ** " + pick(List.of("2", "3", "0", "-1", "0.5")) + ")";
            default -> list(d) + ".reduce((a, x) => a + x, " + number(d) + ")";
        };
    }

    private String text(int depth) {
        if (depth <= 0) {
            return pick(TEXTS);
        }
        if (random.nextInt(3) == 0) {
            return "(" + filled(pick(Templates.TEXTS), depth - 1) + ")";
        }
        int d = depth - 1;
        String self = "(" + text(d) + ")";
        return switch (random.nextInt(18)) {
            case 0 -> "`" + "a${" + any(d) + "}b${" + any(d) + "}`";
            case 1 -> "String(" + any(d) + ")";
            case 2 -> "(" + text(d) + " + " + any(d) + ")";
            case 3 -> self + pick(List.of(".toUpperCase()", ".toLowerCase()", ".trim()", ".trimStart()", ".trimEnd()"));
            case 4 -> self + ".substr(" + number(0) + ", " + number(0) + ")";
            case 5 -> self + ".substring(" + number(0) + ", " + number(0) + ")";
            case 6 -> self + ".slice(" + number(0) + ", " + number(0) + ")";
            case 7 -> self + ".charAt(" + number(0) + ")";
            case 8 -> self + ".padStart(" + random.nextInt(12) + ", " + text(0) + ")";
            case 9 -> self + ".padEnd(" + random.nextInt(12) + ")";
            case 10 -> self + ".repeat(" + (random.nextInt(5) - 1) + ")";
            case 11 -> self + ".replace(" + text(0) + ", '<$&>')";
            case 12 -> self + ".replace(" + pick(REGEXES) + ", '[$1$$]')";
            case 13 -> "(" + number(d) + ").toFixed(" + random.nextInt(12) + ")";
            // Rhino loses the sign of fractions in other bases.
            case 14 -> "Math.abs(" + number(d) + ").toString(" + (2 + random.nextInt(35)) + ")";
            case 15 -> "(" + number(d) + ").toPrecision(" + (1 + random.nextInt(20)) + ")";
            case 16 -> "JSON.stringify(" + any(d) + ")";
            default -> "typeof (" + any(d) + ")";
        };
    }

    private String flag(int depth) {
        if (depth <= 0) {
            return pick(BOOLEANS);
        }
        if (random.nextInt(3) == 0) {
            return "(" + filled(pick(Templates.FLAGS), depth - 1) + ")";
        }
        int d = depth - 1;
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> "(" + any(d) + pick(List.of(" == ", " != ", " === ", " !== ")) + any(d) + ")";
            case 3, 4, 5 -> "(" + any(d) + pick(List.of(" < ", " <= ", " > ", " >= ")) + any(d) + ")";
            case 6 -> "!(" + any(d) + ")";
            case 7 -> "isNaN(" + any(d) + ")";
            case 8 -> "(" + text(d) + ").startsWith(" + text(d) + ")";
            case 9 -> "(" + text(d) + ").includes(" + text(d) + ")";
            case 10 -> pick(REGEXES).replaceAll("g(i?)$", "$1") + ".test(" + any(d) + ")";
            default -> list(d) + pick(List.of(".some", ".every")) + "(x => x > " + any(d) + ")";
        };
    }

    private String list(int depth) {
        if (depth <= 0) {
            return pick(LISTS);
        }
        if (random.nextInt(3) == 0) {
            return "(" + filled(pick(Templates.LISTS), depth - 1) + ")";
        }
        int d = depth - 1;
        return switch (random.nextInt(9)) {
            case 0 -> "[" + any(d) + ", " + any(d) + "]";
            case 1 -> list(d) + ".map((x, i) => " + pick(List.of("x + 1", "i", "[x, i]", "`${x}`", any(d))) + ")";
            case 2 -> list(d) + ".filter(x => " + flag(d) + " || x)";
            case 3 -> list(d) + ".slice(" + number(0) + ")";
            case 4 -> list(d) + ".concat(" + list(d) + ", " + any(d) + ")";
            case 5 -> "(" + text(d) + ").split(" + text(0) + ")";
            case 6 -> "(" + text(d) + ").split(" + pick(REGEXES) + ")";
            case 7 -> "[..." + list(d) + ", 1]";
            default -> list(d) + ".sort()";
        };
    }
}

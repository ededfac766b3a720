package ai.genops.search.spl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Reads expressions. From loosest to tightest: `OR`, `XOR`, `AND`, `NOT`, comparisons, `+ - .`, `* / %`, `-x`.
public final class EvalParser {
    private static final List<String> COMPARISONS = List.of("==", "!=", "<=", ">=", "=", "<", ">");
    private static final int MAX_DEPTH = 200;

    private final Cursor in;
    private int depth;

    public EvalParser(Cursor in) {
        this.in = in;
    }

    public Eval parse() {
        if (++depth > MAX_DEPTH) {
            throw in.error("expression nested more than %d deep".formatted(MAX_DEPTH), null);
        }
        Eval result = or();
        depth--;
        return result;
    }

    private Eval or() {
        return several(() -> xor(() -> several(this::not, "and")), "or");
    }

    /// A list, however many there are: put together two by two thousands would be thousands deep.
    private Eval several(Supplier<Eval> operand, String word) {
        Eval first = operand.get();
        int at = in.here();
        if (!in.acceptWord(word)) {
            return first;
        }
        var conditions = new ArrayList<>(List.of(first));
        do {
            conditions.add(operand.get());
        } while (in.acceptWord(word));
        return new Eval.Logic(word, List.copyOf(conditions), at);
    }

    private Eval xor(Supplier<Eval> operand) {
        Eval left = operand.get();
        for (int at = in.here(); in.acceptWord("xor"); at = in.here()) {
            left = new Eval.Binary("xor", left, operand.get(), at);
        }
        return left;
    }

    private Eval not() {
        int at = in.here();
        if (in.acceptWord("not")) {
            return new Eval.Not(not(), at);
        }
        return in.accept("!") ? new Eval.Not(not(), at) : comparison();
    }

    private Eval comparison() {
        Eval left = sum();
        int at = in.here();
        for (String operator : COMPARISONS) {
            if (in.accept(operator)) {
                return new Eval.Binary(operator.equals("==") ? "=" : operator, left, sum(), at);
            }
        }
        if (in.acceptWord("like")) {
            return new Eval.Binary("like", left, sum(), at);
        }
        if (in.acceptWord("in")) {
            in.expect("(", "after IN");
            return new Eval.In(left, arguments(), at);
        }
        if (in.acceptWord("between")) {
            return between(left, at);
        }
        return notIn(left, at);
    }

    /// Both bounds belong to it.
    private Eval between(Eval value, int at) {
        Eval from = sum();
        if (!in.acceptWord("and")) {
            throw in.error("AND and the upper bound expected, found " + in.found(), "Example: n BETWEEN 1 AND 5");
        }
        return new Eval.Logic(
                "and", List.of(new Eval.Binary(">=", value, from, at), new Eval.Binary("<=", value, sum(), at)), at);
    }

    private Eval notIn(Eval left, int at) {
        if (in.acceptWord("not")) {
            if (in.acceptWord("in")) {
                in.expect("(", "after IN");
                return new Eval.Not(new Eval.In(left, arguments(), at), at);
            }
            in.back(at);
        }
        return left;
    }

    private Eval sum() {
        Eval left = product();
        while (true) {
            int at = in.here();
            String operator = in.accept("+") ? "+" : in.accept("-") ? "-" : in.accept(".") ? "." : "";
            if (operator.isEmpty()) {
                return left;
            }
            left = new Eval.Binary(operator, left, product(), at);
        }
    }

    private Eval product() {
        Eval left = unary();
        while (true) {
            int at = in.here();
            String operator = in.accept("*") ? "*" : in.accept("/") ? "/" : in.accept("%") ? "%" : "";
            if (operator.isEmpty()) {
                return left;
            }
            left = new Eval.Binary(operator, left, unary(), at);
        }
    }

    private Eval unary() {
        int at = in.here();
        if (in.accept("-")) {
            return new Eval.Negative(unary(), at);
        }
        in.accept("+");
        return primary();
    }

    private Eval primary() {
        int at = in.here();
        char next = in.peek();
        if (in.accept("(")) {
            Eval inner = parse();
            in.expect(")", "to close the bracket");
            return inner;
        }
        if (next == '[') {
            in.bracketed();
            return new Eval.Subsearch(at);
        }
        if (next == '"') {
            return new Eval.Text(in.quoted(), at);
        }
        if (next == '\'') {
            return new Eval.Name(in.quoted(), true, at);
        }
        if (Character.isDigit(next) || (next == '.' && Character.isDigit(in.ahead(1)))) {
            return number(at);
        }
        if (Character.isLetter(next) || next == '_') {
            return nameOrCall(at);
        }
        throw in.error("a value expected, found " + in.found(), null);
    }

    private Eval number(int at) {
        var digits = new StringBuilder();
        while (Character.isDigit(in.ahead(0)) || (in.ahead(0) == '.' && Character.isDigit(in.ahead(1)))) {
            digits.append(in.take());
        }
        boolean signed = in.ahead(1) == '-' || in.ahead(1) == '+';
        if ((in.ahead(0) == 'e' || in.ahead(0) == 'E') && Character.isDigit(in.ahead(signed ? 2 : 1))) {
            digits.append(in.take()).append(in.take());
            while (Character.isDigit(in.ahead(0))) {
                digits.append(in.take());
            }
        }
        return new Eval.Num(parse(digits.toString()), at);
    }

    private double parse(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException _) {
            throw in.error("`%s` is not a number".formatted(digits), null);
        }
    }

    /// A dotted chain without spaces stays together; before a bracket its last part is the function.
    private Eval nameOrCall(int at) {
        var name = new StringBuilder();
        while (isNamePart()) {
            name.append(in.take());
        }
        int end = in.here();
        if (!in.accept("(")) {
            in.back(end);
            return new Eval.Name(name.toString(), false, at);
        }
        int dot = name.lastIndexOf(".");
        String function = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        Eval call = new Eval.Apply(function, arguments(), at + dot + 1);
        return dot < 0 ? call : new Eval.Binary(".", new Eval.Name(name.substring(0, dot), false, at), call, at + dot);
    }

    private boolean isNamePart() {
        char c = in.ahead(0);
        char after = in.ahead(1);
        return Cursor.isWordPart(c)
                || (c == '.' && (Character.isLetter(after) || after == '_'))
                || (c == '{' && (after == '}' || Character.isDigit(after)))
                || c == '}'
                || (c == ':' && after == ':');
    }

    /// Arguments up to the closing bracket; the opening one is read.
    private List<Eval> arguments() {
        var values = new ArrayList<Eval>();
        if (in.accept(")")) {
            return values;
        }
        do {
            values.add(parse());
        } while (in.accept(","));
        in.expect(")", "or `,` after an argument");
        return List.copyOf(values);
    }
}

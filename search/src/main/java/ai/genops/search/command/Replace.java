package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `replace "0" WITH "critical", 1* WITH warn* IN level`: other values for those that match wholly; `*` in the
/// new value stands for what it stood for in the old. Without `IN`, in all fields. Splunk, Search Reference,
/// `replace`.
record Replace(List<Pair> pairs, List<String> fields) implements Command.Step {
    record Pair(String from, String to) {}

    static Replace read(Cursor in) {
        var pairs = new ArrayList<Pair>();
        do {
            int at = in.here();
            String from = in.name("a value");
            if (!in.acceptWord("with")) {
                throw in.error("`WITH` expected after `%s`, found %s".formatted(from, in.found()), null);
            }
            String to = in.name("the new value");
            if (stars(to) > stars(from)) {
                throw in.errorAt(at, "`%s` has more `*` than `%s`".formatted(to, from), null);
            }
            pairs.add(new Pair(from, to));
            in.accept(",");
        } while (!in.atEnd() && !Aggregation.comesWord(in, "in"));
        return new Replace(List.copyOf(pairs), in.acceptWord("in") ? FieldLists.read(in) : List.of());
    }

    private static long stars(String text) {
        return text.chars().filter(c -> c == '*').count();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> patterns = fields.isEmpty() ? List.of("*") : fields;
        Relation rows = input;
        for (String pattern : patterns) {
            for (String name : input.schema().expand(pattern)) {
                if (fields.isEmpty() && name.startsWith("_")) {
                    continue;
                }
                Expr value = planning.field(name, rows.schema());
                Expr replaced = replaced(value);
                rows = rows.define(name, planning.column(replaced.type()), replaced);
            }
        }
        return rows;
    }

    /// What is not replaced keeps its kind.
    private Expr replaced(Expr value) {
        Type type = value.type() == Type.TEXT ? Type.TEXT : Type.ANY;
        Expr text = Coerce.text(value);
        Expr result = Coerce.to(type, value);
        for (Pair pair : pairs.reversed()) {
            Text pattern = new Text("(?s)^" + regex(pair.from()) + "$");
            Expr found = call(Op.MATCHES, Type.BOOLEAN, text, pattern);
            Expr changed = call(Op.REPLACE, Type.TEXT, text, pattern, new Text(target(pair.to())));
            result = call(Op.IF, type, found, Coerce.to(type, changed), result);
        }
        return result;
    }

    private static String regex(String from) {
        return Stream.of(from.split("\\*", -1))
                .map(part -> part.replaceAll("[\\\\^$.|?*+()\\[\\]{}]", "\\\\$0"))
                .collect(Collectors.joining("(.*)"));
    }

    private static String target(String to) {
        var result = new StringBuilder();
        int star = 0;
        for (int i = 0; i < to.length(); i++) {
            char c = to.charAt(i);
            result.append(c == '*' ? "\\" + ++star : c == '\\' ? "\\\\" : String.valueOf(c));
        }
        return result.toString();
    }
}

package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.Expressions;
import ai.genops.search.function.SearchConditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.EvalParser;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of `transaction`.
final class TransactionReader {
    private static final String[] OPTIONS = {
        "maxspan",
        "maxpause",
        "maxevents",
        "startswith",
        "endswith",
        "keepevicted",
        "keeporphans",
        "mvlist",
        "connected",
        "unifyends",
        "delim",
        "mvraw",
        "nullstr",
        "maxopentxn",
        "maxopenevents"
    };

    private static final List<String> FLAGS = List.of("t", "true", "1", "f", "false", "0");

    private final Cursor in;
    private final List<String> fields = new ArrayList<>();
    private TransactionLimits limits = TransactionLimits.DEFAULT;
    private @Nullable String starts;
    private @Nullable String ends;
    private boolean keepEvicted;
    private boolean keepOrphans;
    private TransactionRendering rendering = TransactionRendering.DEFAULT;

    TransactionReader(Cursor in) {
        this.in = in;
    }

    Transaction read(int at) {
        while (!in.atEnd()) {
            String option = in.option(OPTIONS);
            if (option == null) {
                fields.add(in.name("a field"));
                in.accept(",");
            } else {
                option(option);
            }
        }
        return new Transaction(List.copyOf(fields), limits, starts, ends, keepEvicted, keepOrphans, rendering, at);
    }

    private void option(String option) {
        switch (option) {
            case "maxspan" -> limits = new TransactionLimits(seconds(), limits.maxPause(), limits.maxEvents());
            case "maxpause" -> limits = new TransactionLimits(limits.maxSpan(), seconds(), limits.maxEvents());
            case "maxevents" ->
                limits = new TransactionLimits(limits.maxSpan(), limits.maxPause(), Numbers.required(in));
            case "startswith" -> starts = condition();
            case "endswith" -> ends = condition();
            case "keepevicted" -> keepEvicted = Numbers.flag(in);
            case "keeporphans" -> keepOrphans = Numbers.flag(in);
            case "mvlist" -> rendering = lists();
            case "nullstr" -> rendering = rendering.withMissing(in.optionValue());
            case "delim" -> rendering = rendering.delimitedBy(in.optionValue());
            case "mvraw" -> rendering = rendering.withRawList(Numbers.flag(in));
            default -> in.optionValue();
        }
    }

    /// `mvlist=t` or the fields, with commas between them.
    private TransactionRendering lists() {
        String value = in.optionValue();
        if (FLAGS.contains(value.toLowerCase(Locale.ROOT))) {
            return rendering.withLists("t1".indexOf(Character.toLowerCase(value.charAt(0))) >= 0, List.of());
        }
        var names = new ArrayList<>(List.of(value.split("[,\\s]+")));
        while (in.accept(",")) {
            names.add(in.name("a field"));
        }
        return rendering.withLists(false, List.copyOf(names));
    }

    private double seconds() {
        if (in.accept("-")) {
            int at = in.here();
            if (!in.name("a time").equals("1")) {
                throw in.errorAt(at, "a length of time is not negative; -1 is none", "Examples: 30s, 10m, 2h, 1d.");
            }
            return -1;
        }
        return Numbers.seconds(in);
    }

    /// `"words"`, `(conditions of a search)` or `eval(expression)`, as it is written.
    private String condition() {
        int from = in.here();
        if (in.peek() == '"') {
            return in.quoted();
        }
        String text = in.acceptWord("eval") ? "eval" : "";
        if (in.peek() != '(') {
            in.back(from);
            return in.name("a condition");
        }
        int open = in.here();
        int depth = 0;
        do {
            char next = in.peek();
            if (next == '"') {
                in.quoted();
                continue;
            }
            if (next == 0) {
                throw in.errorAt(open, "bracket without its closing )", null);
            }
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            in.accept(String.valueOf(next));
        } while (depth > 0);
        return text + in.text().substring(open, in.position());
    }

    /// 1 where it holds.
    static Expr condition(String text, Relation input, Planning planning) {
        boolean eval = text.startsWith("eval(");
        String inner = eval ? text.substring("eval".length()) : text;
        Expr holds = planning.reading(
                inner,
                () -> eval
                        ? new Expressions(input.schema(), planning).condition(new EvalParser(new Cursor(inner)).parse())
                        : new SearchConditions(input.schema(), planning)
                                .resolve(Subsearches.resolved(new SearchParser(new Cursor(inner)).parse(), planning)));
        return call(Op.IF, Type.NUMBER, holds, new Num(1), new Null(Type.NUMBER));
    }
}

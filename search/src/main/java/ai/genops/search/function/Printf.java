package ai.genops.search.function;

import static ai.genops.search.plan.Coerce.number;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `printf("$%.2f of %d", x, y)`. The format is taken apart here; each conversion reaches the engine alone,
/// with one argument of the right type, so that no format can ask for an argument that is not there.
final class Printf {
    private static final Pattern CONVERSION = Pattern.compile("%([-+ 0#']*)(\\d{0,3})(\\.\\d{1,2})?([a-zA-Z%])");

    private Printf() {}

    static Expr build(Args args) {
        String format = Patterns.literal(args, 0).value();
        var parts = new ArrayList<Expr>();
        Matcher matcher = CONVERSION.matcher(format);
        int from = 0;
        int argument = 1;
        while (matcher.find()) {
            parts.add(new Text(format.substring(from, matcher.start())));
            if (matcher.group(4).equals("%")) {
                parts.add(new Text("%"));
            } else if (argument >= args.count()) {
                throw args.planning()
                        .error(args.at(), "`%s` has no argument in `printf`".formatted(matcher.group()), null);
            } else {
                parts.add(convert(matcher, args.get(argument++), args));
            }
            from = matcher.end();
        }
        parts.add(new Text(format.substring(from)));
        return concat(parts);
    }

    private static Expr convert(Matcher conversion, Expr value, Args args) {
        boolean grouped = conversion.group(1).contains("'");
        String flags = conversion.group(1).replace("'", "");
        String precision = conversion.group(3) == null ? "" : conversion.group(3);
        String start = "%" + flags + (grouped ? "," : "") + conversion.group(2);
        return switch (conversion.group(4).charAt(0)) {
            case 'f', 'F' -> call(Op.PRINTF_NUMBER, TEXT, new Text(start + precision + "f"), number(value));
            case 'e', 'E', 'g', 'G' ->
                call(Op.PRINTF_NUMBER, TEXT, new Text(start + precision + conversion.group(4)), number(value));
            case 'd', 'i', 'u' -> call(Op.PRINTF_INTEGER, TEXT, new Text(start + "d"), number(value));
            case 'x', 'X', 'o' -> call(Op.PRINTF_INTEGER, TEXT, new Text(start + conversion.group(4)), number(value));
            case 's' -> call(Op.PRINTF_TEXT, TEXT, new Text(start + precision + "s"), text(value));
            case 'c' -> call(Op.SUBSTR, TEXT, text(value), new Expr.Num(1), new Expr.Num(1));
            default ->
                throw args.planning()
                        .error(
                                args.at(),
                                "`printf` knows no conversion `%s`".formatted(conversion.group()),
                                "Use %f, %d, %s, %x, %o, %e, %g, %c or %%.");
        };
    }

    private static Expr concat(List<Expr> parts) {
        return parts.stream()
                .filter(part -> !part.equals(new Text("")))
                .reduce((left, right) -> call(Op.CONCAT, TEXT, left, right))
                .orElse(new Text(""));
    }
}

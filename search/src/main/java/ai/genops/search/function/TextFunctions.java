package ai.genops.search.function;

import static ai.genops.search.function.Function.ANY_NUMBER;
import static ai.genops.search.plan.Coerce.number;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.NUMBER;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.List;

/// Texts, and conversions between text and number.
final class TextFunctions {
    static final List<Function> ALL = List.of(
            unary("lower", Op.LOWER),
            unary("upper", Op.UPPER),
            unary("md5", Op.MD5),
            unary("sha1", Op.SHA1),
            unary("sha256", Op.SHA256),
            unary("sha512", Op.SHA512),
            unary("urldecode", Op.URLDECODE),
            Function.of("len", 1, args -> call(Op.LENGTH, NUMBER, text(args.get(0)))),
            Function.of("substr", 2, 3, TextFunctions::substr),
            trim("trim", Op.TRIM),
            trim("ltrim", Op.LTRIM),
            trim("rtrim", Op.RTRIM),
            Function.of("replace", 3, TextFunctions::replace),
            Function.of("printf", 1, ANY_NUMBER, Printf::build),
            Function.of("tostring", 1, 2, TextFunctions::toText),
            Function.of("tonumber", 1, 2, TextFunctions::toNumber),
            Function.of("cidrmatch", 2, Networks::match),
            Function.of("ipmask", 2, Networks::mask));

    private TextFunctions() {}

    private static Function unary(String name, Op op) {
        return Function.of(name, 1, args -> call(op, TEXT, text(args.get(0))));
    }

    /// Without a second argument white space goes, with one its characters.
    private static Function trim(String name, Op op) {
        return Function.of(
                name, 1, 2, args -> call(op, TEXT, text(args.get(0)), text(args.get(1, new Text(" \t\r\n")))));
    }

    /// The first character is 1; a negative start counts from the end.
    private static Expr substr(Args args) {
        Expr length = args.count() > 2 ? number(args.get(2)) : new Num(Integer.MAX_VALUE);
        return call(Op.SUBSTR, TEXT, text(args.get(0)), number(args.get(1)), length);
    }

    private static Expr replace(Args args) {
        Expr expression = Patterns.regex(args, 1);
        if (expression instanceof Text(String stated) && args.get(2) instanceof Text(String replacement)) {
            String problem = Regex.problem(stated, replacement);
            if (problem != null) {
                throw args.planning().error(args.at(), problem, Regex.REPLACEMENT_HINT);
            }
        }
        return call(Op.REPLACE, TEXT, text(args.get(0)), expression, text(args.get(2)));
    }

    private static Expr toText(Args args) {
        Expr value = args.get(0);
        if (args.count() == 1) {
            return value.type() == Type.BOOLEAN
                    ? LogicFunctions.choose(value, new Text("True"), new Text("False"))
                    : text(value);
        }
        String format = Patterns.literal(args, 1).value();
        return switch (format) {
            case "commas" -> call(Op.COMMAS, TEXT, number(value));
            case "hex" -> call(Op.HEX, TEXT, number(value));
            case "binary" -> call(Op.BINARY, TEXT, number(value));
            case "duration" -> call(Op.DURATION, TEXT, number(value));
            default ->
                throw args.planning()
                        .error(
                                args.at(),
                                "`tostring` knows no format \"%s\"".formatted(format),
                                "Use \"commas\", \"hex\", \"binary\" or \"duration\".");
        };
    }

    private static Expr toNumber(Args args) {
        if (args.count() == 1 || Patterns.number(args, 1) == 10) {
            return number(args.get(0));
        }
        double base = Patterns.number(args, 1);
        if (base < 2 || base > 36 || base != Math.rint(base)) {
            throw args.planning().error(args.at(), "`tonumber` takes a base from 2 to 36", null);
        }
        return call(Op.NUMBER_OF_DIGITS, NUMBER, text(args.get(0)), new Num(base));
    }
}

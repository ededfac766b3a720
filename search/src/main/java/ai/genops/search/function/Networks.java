package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IPv4 addresses: `cidrmatch("10.0.0.0/8", ip)`, whether one lies in a network; `ipmask("255.255.255.0", ip)`, a part
/// of one.
public final class Networks {
    private static final String ADDRESS = "^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$";
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    private Networks() {}

    /// An IPv4 address as a number; null if the text is none.
    public static Expr number(Expr text) {
        Expr number = octet(text, 0);
        for (int i = 1; i < 4; i++) {
            Expr shifted = Expr.call(Op.MULTIPLY, Type.NUMBER, number, new Expr.Num(256));
            number = Expr.call(Op.ADD, Type.NUMBER, shifted, octet(text, i));
        }
        return Expr.call(Op.IF, Type.NUMBER, isAddress(text), number, new Expr.Null(Type.NUMBER));
    }

    private static Expr isAddress(Expr text) {
        return Expr.call(Op.MATCHES, Type.BOOLEAN, text, new Expr.Text(ADDRESS));
    }

    private static Expr octet(Expr text, int at) {
        Expr parts = Expr.call(Op.SPLIT, Type.LIST, text, new Expr.Text("."));
        return Coerce.number(Expr.call(Op.LIST_ITEM, Type.TEXT, parts, new Expr.Num(at)));
    }

    /// `ipmask("255.255.255.0", ip)`.
    static Expr mask(Args args) {
        String mask = Patterns.literal(args, 0).value();
        Matcher matcher = CIDR.matcher(mask);
        if (!matcher.matches() || matcher.group(5) != null) {
            throw args.planning()
                    .error(args.at(), "`%s` is not an IPv4 mask".formatted(mask), "Example: \"255.255.255.0\"");
        }
        Expr text = Coerce.text(args.get(1));
        Expr masked = new Expr.Text("");
        for (int i = 0; i < 4; i++) {
            Expr own = Expr.call(
                    Op.BIT_AND, Type.NUMBER, octet(text, i), new Expr.Num(Integer.parseInt(matcher.group(i + 1))));
            String before = i == 0 ? "" : ".";
            masked = Expr.call(
                    Op.CONCAT,
                    Type.TEXT,
                    masked,
                    Expr.call(Op.CONCAT, Type.TEXT, new Expr.Text(before), Coerce.text(own)));
        }
        return Expr.call(Op.IF, Type.TEXT, isAddress(text), masked, new Expr.Null(Type.TEXT));
    }

    static Expr match(Args args) {
        String cidr = Patterns.literal(args, 0).value();
        Matcher matcher = CIDR.matcher(cidr);
        int bits = matcher.matches() && matcher.group(5) != null ? Integer.parseInt(matcher.group(5)) : 32;
        if (!matcher.matches() || bits > 32) {
            throw args.planning()
                    .error(args.at(), "`%s` is not an IPv4 network".formatted(cidr), "Example: \"10.0.0.0/8\"");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address * 256 + Long.parseLong(matcher.group(i));
        }
        long size = 1L << (32 - bits);
        long first = address - address % size;
        return Expr.call(
                Op.CIDR_MATCH,
                Type.BOOLEAN,
                Coerce.text(args.get(1)),
                new Expr.Num(first),
                new Expr.Num(first + size - 1));
    }
}

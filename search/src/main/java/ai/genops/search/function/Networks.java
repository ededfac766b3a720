package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `cidrmatch("10.0.0.0/8", ip)`: whether an IPv4 address lies in a network.
final class Networks {
    private static final Pattern CIDR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    private Networks() {}

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

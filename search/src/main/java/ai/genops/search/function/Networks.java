package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// IP addresses, of IPv4 and IPv6: `cidrmatch("10.0.0.0/8", ip)`, whether one lies in a network;
/// `ipmask("255.255.255.0", ip)`, a part of one of IPv4. All are compared as 32 hexadecimal digits, whose order is that
/// of the addresses; those of IPv4 stand where IPv6 has them, `::ffff:10.0.0.1` (RFC 4291, 2.5.5.2).
public final class Networks {
    private static final String ADDRESS = "^[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}$";
    private static final Pattern MASK = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern CIDR = Pattern.compile("([^/]*)(?:/(\\d{1,3}))?");
    private static final Pattern WRITTEN = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final HexFormat HEX = HexFormat.of();
    private static final String OF_IPV4 = "00000000000000000000ffff";

    private Networks() {}

    /// What to order addresses by; null if the text is none.
    public static Expr order(Expr text) {
        return Expr.call(Op.ADDRESS_DIGITS, Type.TEXT, text);
    }

    /// The digits of an address as it is written, without a port, a zone or a mask; null if the text is none.
    static @Nullable String digits(String text) {
        byte[] bytes = bytes(text);
        return bytes == null ? null : digits(bytes);
    }

    private static String digits(byte[] address) {
        return (address.length == 4 ? OF_IPV4 : "") + HEX.formatHex(address);
    }

    private static byte @Nullable [] bytes(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
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
        Matcher matcher = MASK.matcher(mask);
        if (!matcher.matches()) {
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
        byte[] address = matcher.matches() ? bytes(matcher.group(1)) : null;
        int most = address == null ? 0 : address.length * Byte.SIZE;
        int bits = address == null || matcher.group(2) == null ? most : Integer.parseInt(matcher.group(2));
        if (address == null || bits > most) {
            throw args.planning()
                    .error(
                            args.at(),
                            "`%s` is no network".formatted(cidr),
                            "An address, `/` and how many bits all of the network begin with: \"10.0.0.0/8\","
                                    + " \"2001:db8::/32\"");
        }
        BigInteger any = BigInteger.ONE.shiftLeft(most - bits).subtract(BigInteger.ONE);
        BigInteger own = new BigInteger(digits(address), 16);
        return Expr.call(
                Op.CIDR_MATCH,
                Type.BOOLEAN,
                Coerce.text(args.get(1)),
                new Expr.Text(digits(own.andNot(any))),
                new Expr.Text(digits(own.or(any))));
    }

    private static String digits(BigInteger address) {
        return "%032x".formatted(address);
    }
}

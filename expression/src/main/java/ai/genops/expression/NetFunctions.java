package ai.genops.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `C.Net`. Addresses are read as text; nothing is resolved.
final class NetFunctions {
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
    private static final List<String> PRIVATE_6 = List.of("fc00::/7");

    static final List<Function> ALL = List.of(
            Function.flag("C.Net.cidrMatch", 2, NetFunctions::cidrMatch),
            Function.flag("C.Net.isIp", 1, arguments -> length(arguments) > 0),
            Function.flag("C.Net.isIpV4", 1, arguments -> length(arguments) == 4),
            Function.flag("C.Net.isIpV6", 1, arguments -> length(arguments) == 16),
            Function.flag("C.Net.isIpV4AllInterfaces", 1, arguments -> length(arguments) == 4 && isZero(arguments)),
            Function.flag("C.Net.isIpV6AllInterfaces", 1, arguments -> length(arguments) == 16 && isZero(arguments)),
            Function.flag("C.Net.isIPV4Cidr", 1, arguments -> isRange(arguments, 4)),
            Function.flag("C.Net.isIPV6Cidr", 1, arguments -> isRange(arguments, 16)),
            Function.flag("C.Net.isPrivate", 1, NetFunctions::isPrivate),
            Function.text("C.Net.ipv6Normalize", 1, NetFunctions::normalize));

    private NetFunctions() {}

    private static byte @Nullable [] address(@Nullable Object[] arguments, int index) {
        return IpAddress.parse(Arguments.text(arguments, index));
    }

    private static int length(@Nullable Object[] arguments) {
        byte[] address = address(arguments, 0);
        return address == null ? 0 : address.length;
    }

    private static boolean isZero(@Nullable Object[] arguments) {
        byte[] address = address(arguments, 0);
        if (address != null) {
            for (byte part : address) {
                if (part != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isRange(@Nullable Object[] arguments, int length) {
        IpAddress.Range range = IpAddress.range(Arguments.text(arguments, 0));
        return range != null && range.length() == length;
    }

    private static Object cidrMatch(@Nullable Object[] arguments) {
        IpAddress.Range range = IpAddress.range(Arguments.text(arguments, 0));
        if (range == null) {
            throw new EvaluationException(
                    "C.Net.cidrMatch needs a range such as 10.0.0.0/8, found " + Arguments.describe(arguments[0]));
        }
        byte[] address = address(arguments, 1);
        return address != null && range.has(address);
    }

    private static Object isPrivate(@Nullable Object[] arguments) {
        byte[] address = address(arguments, 0);
        return address != null
                && (address.length == 4 ? PRIVATE : PRIVATE_6).stream().anyMatch(range -> {
                    IpAddress.Range parsed = IpAddress.range(range);
                    return parsed != null && parsed.has(address);
                });
    }

    private static Object normalize(@Nullable Object[] arguments) {
        byte[] address = address(arguments, 0);
        return address != null && address.length == 16 ? IpAddress.text(address) : Arguments.text(arguments, 0);
    }
}

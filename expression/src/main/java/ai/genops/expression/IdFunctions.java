package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ids that follow from what they are of: `C.Misc.uuidv5`, `C.Net.communityIDv1`; and what an id is.
final class IdFunctions {
    static final List<Function> ALL = List.of(
            Function.text("C.Misc.uuidv5", 2, IdFunctions::uuid),
            Function.flag("C.Misc.validateUUID", 1, arguments -> version(arguments) != null),
            Function.of("C.Misc.getUUIDVersion", 1, Type.ANY, IdFunctions::version),
            Function.text("C.Net.communityIDv1", 5, IdFunctions::communityId));

    /// RFC 9562, appendix: the namespaces of names that are known.
    private static final Map<String, String> NAMESPACES = Map.of(
            "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
            "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
            "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

    /// RFC 9562, 4: the version and the variant are in their places, or all bits are the same.
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-[1-8]\\p{XDigit}{3}-[89abAB]\\p{XDigit}{3}-\\p{XDigit}{12}"
                    + "|0{8}(-0{4}){3}-0{12}|[fF]{8}(-[fF]{4}){3}-[fF]{12}");
    private static final int VERSION_AT = 14;

    private static final Map<String, Integer> PROTOCOLS =
            Map.of("icmp", 1, "tcp", 6, "udp", 17, "icmp6", 58, "sctp", 132);

    /// Types of ICMP that answer each other; what has no counterpart goes one way.
    private static final Map<Integer, Integer> ICMP =
            Map.of(8, 0, 0, 8, 13, 14, 14, 13, 15, 16, 16, 15, 17, 18, 18, 17, 10, 9, 9, 10);
    private static final Map<Integer, Integer> ICMP_6 = Map.ofEntries(
            Map.entry(128, 129),
            Map.entry(129, 128),
            Map.entry(133, 134),
            Map.entry(134, 133),
            Map.entry(135, 136),
            Map.entry(136, 135),
            Map.entry(130, 131),
            Map.entry(131, 130),
            Map.entry(144, 145),
            Map.entry(145, 144),
            Map.entry(139, 140),
            Map.entry(140, 139));

    private IdFunctions() {}

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new EvaluationException("SHA-1 is not available on this machine");
        }
    }

    /// RFC 9562, 5.5.
    private static Object uuid(@Nullable Object[] arguments) {
        String text = Arguments.text(arguments, 1).toLowerCase(Locale.ROOT);
        String namespace = NAMESPACES.getOrDefault(text, text);
        UUID parsed;
        try {
            parsed = UUID.fromString(namespace);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("C.Misc.uuidv5 needs a namespace: a UUID, or DNS, URL, OID or X500");
        }
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(parsed.getMostSignificantBits())
                .putLong(parsed.getLeastSignificantBits())
                .flip());
        ByteBuffer hash =
                ByteBuffer.wrap(sha1.digest(Arguments.text(arguments, 0).getBytes(UTF_8)));
        return new UUID((hash.getLong() & ~0xF000L) | 0x5000L, (hash.getLong() & ~(3L << 62)) | Long.MIN_VALUE)
                .toString();
    }

    /// Null if it is no UUID.
    private static @Nullable Object version(@Nullable Object[] arguments) {
        String text = Arguments.text(arguments, 0);
        return UUID_TEXT.matcher(text).matches()
                ? (Object) (double) Character.digit(text.charAt(VERSION_AT), 16)
                : null;
    }

    /// The hash of a network flow, the same for both directions (community-id-spec, version 1): source and destination
    /// address, their ports or ICMP's type and code, the protocol, a seed.
    private static Object communityId(@Nullable Object[] arguments) {
        byte[] source = IpAddress.parse(Arguments.text(arguments, 0));
        byte[] target = IpAddress.parse(Arguments.text(arguments, 1));
        if (source == null || target == null || source.length != target.length) {
            throw new EvaluationException("C.Net.communityIDv1 needs two addresses of one kind");
        }
        int protocol = protocol(arguments[4]);
        int from = port(arguments, 2);
        int to = port(arguments, 3);
        boolean oneWay = false;
        if (protocol == 1 || protocol == 58) {
            Integer answer = (protocol == 1 ? ICMP : ICMP_6).get(from);
            oneWay = answer == null;
            to = answer == null ? to : answer;
        }
        int order = Arrays.compareUnsigned(source, target);
        boolean swap = !oneWay && (order > 0 || (order == 0 && from > to));
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(2).putShort((short) port(arguments, 5)).flip());
        sha1.update(swap ? target : source);
        sha1.update(swap ? source : target);
        sha1.update(new byte[] {(byte) protocol, 0});
        sha1.update(ByteBuffer.allocate(4)
                .putShort((short) (swap ? to : from))
                .putShort((short) (swap ? from : to))
                .flip());
        return "1:" + Base64.getEncoder().encodeToString(sha1.digest());
    }

    private static int protocol(@Nullable Object value) {
        Integer known = value instanceof String name ? PROTOCOLS.get(name.toLowerCase(Locale.ROOT)) : null;
        return known != null ? known : bounded(Values.number(value), 255);
    }

    private static int port(@Nullable Object[] arguments, int index) {
        return Arguments.at(arguments, index) == null ? 0 : bounded(Arguments.number(arguments, index), 65_535);
    }

    private static int bounded(double number, int most) {
        if (!(number >= 0 && number <= most)) {
            throw new EvaluationException("C.Net.communityIDv1 needs ports up to 65535 and a protocol up to 255, found "
                    + Values.text(number));
        }
        return (int) number;
    }
}

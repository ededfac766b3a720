package ai.genops.expression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Hashes: `C.Mask.md5` and the like, and `C.Crypto.createHmac`.
final class HashFunctions {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "md5", "MD5",
            "sha1", "SHA-1",
            "sha256", "SHA-256",
            "sha384", "SHA-384",
            "sha512", "SHA-512",
            "sha3_256", "SHA3-256",
            "sha3_512", "SHA3-512");

    static final List<Function> ALL = all();

    private HashFunctions() {}

    private static List<Function> all() {
        List<Function> all = new ArrayList<>();
        ALGORITHMS.forEach((name, algorithm) ->
                all.add(Function.text("C.Mask." + name, 1, arguments -> hash(algorithm, arguments))));
        all.add(Function.text("C.Mask.crc32", 1, HashFunctions::crc32));
        all.add(Function.text("C.Crypto.createHmac", 2, HashFunctions::hmac));
        return all;
    }

    private static String hash(String algorithm, @Nullable Object[] arguments) {
        try {
            byte[] bytes = Encoding.of(Arguments.at(arguments, 2), "utf-8").bytes(Arguments.at(arguments, 0));
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
            return part(hash, Arguments.at(arguments, 1));
        } catch (GeneralSecurityException e) {
            throw new EvaluationException(algorithm + " is not available on this machine");
        }
    }

    /// The first characters, if negative the last, 0 for all; a text stands for its length.
    private static String part(String hash, @Nullable Object length) {
        double wanted = length instanceof String text ? text.length() : Values.integer(Values.number(length));
        int size = (int) Math.min(Math.abs(wanted), hash.length());
        if (size == 0) {
            return hash;
        }
        return wanted > 0 ? hash.substring(0, size) : hash.substring(hash.length() - size);
    }

    private static Object crc32(@Nullable Object[] arguments) {
        var crc = new CRC32();
        crc.update(Encoding.UTF8.bytes(Arguments.at(arguments, 0)));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static Object hmac(@Nullable Object[] arguments) {
        String name = Arguments.at(arguments, 2) == null ? "sha256" : Arguments.text(arguments, 2);
        String algorithm = ALGORITHMS.get(name.toLowerCase(Locale.ROOT).replace("-", ""));
        byte[] secret = Encoding.UTF8.bytes(Arguments.at(arguments, 1));
        if (algorithm == null || secret.length == 0) {
            throw new EvaluationException(
                    algorithm == null
                            ? "C.Crypto.createHmac: there is no algorithm '" + name + "'"
                            : "C.Crypto.createHmac needs a secret that is not empty");
        }
        try {
            String mac = "Hmac" + algorithm.replace("SHA-", "SHA");
            Mac code = Mac.getInstance(mac);
            code.init(new SecretKeySpec(secret, mac));
            byte[] digest = code.doFinal(Encoding.UTF8.bytes(Arguments.at(arguments, 0)));
            String form = Arguments.at(arguments, 3) == null ? "hex" : Arguments.text(arguments, 3);
            return switch (form) {
                case "hex" -> HexFormat.of().formatHex(digest);
                case "base64" -> Base64.getEncoder().encodeToString(digest);
                case "latin1" -> new String(digest, ISO_8859_1);
                default ->
                    throw new EvaluationException("C.Crypto.createHmac gives hex, base64 or latin1, not " + form);
            };
        } catch (GeneralSecurityException e) {
            throw new EvaluationException(algorithm + " is not available on this machine");
        }
    }
}

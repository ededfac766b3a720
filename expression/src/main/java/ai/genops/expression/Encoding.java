package ai.genops.expression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How bytes are written as text.
enum Encoding {
    UTF8,
    BASE64,
    HEX,
    BINARY;

    /// By the names that Node.js has for them; `otherwise` where it is not said.
    static Encoding of(@Nullable Object name, String otherwise) {
        String text = name == null ? otherwise : Values.text(name);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "utf-8", "utf8" -> UTF8;
            case "base64" -> BASE64;
            case "hex" -> HEX;
            case "binary", "latin1" -> BINARY;
            default ->
                throw new EvaluationException(
                        "there is no encoding '" + text + "'; there are utf8, base64, hex, binary");
        };
    }

    /// The bytes that a text stands for; bytes are themselves.
    byte[] bytes(@Nullable Object value) {
        if (value instanceof byte[] binary) {
            return binary;
        }
        String text = Values.text(value);
        try {
            return switch (this) {
                case UTF8 -> text.getBytes(UTF_8);
                case BASE64 ->
                    Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
                case HEX -> HexFormat.of().parseHex(text);
                case BINARY -> text.getBytes(ISO_8859_1);
            };
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(Arguments.describe(text) + " is not " + name().toLowerCase(Locale.ROOT));
        }
    }

    String text(byte[] bytes) {
        return switch (this) {
            case UTF8 -> new String(bytes, UTF_8);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
            case BINARY -> new String(bytes, ISO_8859_1);
        };
    }
}

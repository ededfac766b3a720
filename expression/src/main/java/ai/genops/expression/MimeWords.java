package ai.genops.expression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `C.Encode.mime` and `C.Decode.mime`: words in the heads of e-mails that are not of ASCII (RFC 2047).
final class MimeWords {
    static final List<Function> ALL = List.of(
            Function.text("C.Encode.mime", 1, MimeWords::encode), Function.text("C.Decode.mime", 1, MimeWords::decode));

    /// A word, and the space behind it if another word follows, which is not part of the text.
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*\\s]{1,40})(?:\\*[^?\\s]{0,40})?\\?([BbQq])\\?([^?\\s]*+)\\?=(\\s++(?==\\?))?");

    private MimeWords() {}

    /// One word in UTF-8, however long.
    private static Object encode(@Nullable Object[] arguments) {
        if (Arguments.integer(arguments, 2, 0) > 0) {
            throw new EvaluationException("C.Encode.mime makes no lines here; leave maxLineLength out");
        }
        byte[] bytes = Arguments.text(arguments, 0).getBytes(UTF_8);
        String form = Arguments.at(arguments, 1) == null ? "Q" : Arguments.text(arguments, 1);
        String word = switch (form.toUpperCase(Locale.ROOT)) {
            case "Q" -> quoted(bytes);
            case "B" -> Encoding.BASE64.text(bytes);
            default -> throw new EvaluationException("C.Encode.mime takes 'Q' or 'B', found '" + form + "'");
        };
        return "=?UTF-8?" + form.toUpperCase(Locale.ROOT) + "?" + word + "?=";
    }

    private static String quoted(byte[] bytes) {
        var word = new StringBuilder();
        for (byte value : bytes) {
            boolean plain = value > ' ' && value <= '~' && value != '=' && value != '?' && value != '_';
            if (plain) {
                word.append((char) value);
            } else {
                word.append(value == ' ' ? "_" : "=%02X".formatted(value));
            }
        }
        return word.toString();
    }

    /// What cannot be read stays as it is.
    private static Object decode(@Nullable Object[] arguments) {
        return WORD.matcher(Arguments.text(arguments, 0)).replaceAll(word -> {
            String text = decoded(word.group(1), word.group(2), word.group(3));
            return Matcher.quoteReplacement(text == null ? word.group() : text);
        });
    }

    private static @Nullable String decoded(String charset, String form, String word) {
        try {
            byte[] bytes = form.equalsIgnoreCase("B") ? Encoding.BASE64.bytes(word) : unquoted(word);
            return new String(bytes, Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | EvaluationException e) {
            return null;
        }
    }

    private static byte[] unquoted(String word) {
        byte[] from = word.replace('_', ' ').getBytes(ISO_8859_1);
        var out = new ByteArrayOutputStream(from.length);
        for (int i = 0; i < from.length; i++) {
            int high = from[i] == '=' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
            out.write(low < 0 ? from[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return out.toByteArray();
    }
}

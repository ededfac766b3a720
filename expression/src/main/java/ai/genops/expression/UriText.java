package ai.genops.expression;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// encodeURIComponent and its kin (ECMA-262, 19.2.6).
final class UriText {
    private static final String PLAIN = "-_.!~*'()";
    private static final String RESERVED = ";/?:@&=+$,#";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriText() {}

    /// `component`: also escapes what separates the parts of an address.
    static String encode(String text, boolean component) {
        var out = new StringBuilder();
        for (byte next : utf8(text)) {
            char c = (char) (next & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (plain || (!component && RESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                HEX.toHexDigits(out.append('%'), next);
            }
        }
        Limits.checkText(out.length());
        return out.toString();
    }

    static String decode(String text, boolean component) {
        var out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '%') {
                out.append(text.charAt(i++));
                continue;
            }
            int end = i;
            while (end < text.length() && text.charAt(end) == '%') {
                end += 3;
            }
            var bytes = ByteBuffer.allocate((end - i) / 3);
            for (int at = i; at < end; at += 3) {
                bytes.put(escape(text, at));
            }
            append(bytes.flip(), component, out);
            i = end;
        }
        return out.toString();
    }

    private static byte escape(String text, int at) {
        if (at + 3 > text.length()
                || !HexFormat.isHexDigit(text.charAt(at + 1))
                || !HexFormat.isHexDigit(text.charAt(at + 2))) {
            throw malformed();
        }
        return (byte) HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    private static void append(ByteBuffer bytes, boolean component, StringBuilder out) {
        CharBuffer decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw malformed();
        }
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (!component && RESERVED.indexOf(c) >= 0) {
                HEX.toHexDigits(out.append('%'), (byte) c);
            } else {
                out.append(c);
            }
        }
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] utf8 = new byte[bytes.remaining()];
            bytes.get(utf8);
            return utf8;
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static EvaluationException malformed() {
        return new EvaluationException("malformed URI");
    }
}

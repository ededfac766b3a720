package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// `C.Encode` and `C.Decode`. What is unpacked has a bound: a few bytes can stand for gigabytes.
final class CodingFunctions {
    static final List<Function> ALL = List.of(
            Function.text("C.Encode.base64", 1, CodingFunctions::toBase64),
            Function.text("C.Encode.hex", 1, CodingFunctions::toHex),
            Function.text("C.Encode.uri", 1, arguments -> UriText.encode(Arguments.text(arguments, 0), true)),
            Function.text("C.Encode.gzip", 1, CodingFunctions::gzip),
            Function.of("C.Decode.base64", 1, Type.ANY, CodingFunctions::fromBase64),
            Function.of("C.Decode.hex", 1, Type.NUMBER, CodingFunctions::fromHex),
            Function.text("C.Decode.uri", 1, arguments -> UriText.decode(Arguments.text(arguments, 0), true)),
            Function.text("C.Decode.gzip", 1, CodingFunctions::gunzip));

    private CodingFunctions() {}

    private static Object toBase64(@Nullable Object[] arguments) {
        String text = Encoding.BASE64.text(Encoding.UTF8.bytes(Arguments.at(arguments, 0)));
        return Values.isTrue(Arguments.at(arguments, 1)) ? text.replaceFirst("=+$", "") : text;
    }

    private static @Nullable Object fromBase64(@Nullable Object[] arguments) {
        String form = Arguments.at(arguments, 1) == null ? "utf8" : Arguments.text(arguments, 1);
        byte[] bytes = Encoding.BASE64.bytes(Arguments.at(arguments, 0));
        return switch (form) {
            case "utf8-valid" -> isUtf8(bytes) ? new String(bytes, UTF_8) : null;
            case "buffer" -> throw new EvaluationException("C.Decode.base64 gives no buffer here; ask for 'hex'");
            default -> Encoding.of(form, "utf8").text(bytes);
        };
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Object toHex(@Nullable Object[] arguments) {
        double number = Arguments.number(arguments, 0);
        return Double.isFinite(number) ? NumberText.radix(Math.rint(number), 16) : "NaN";
    }

    private static Object fromHex(@Nullable Object[] arguments) {
        String text = Arguments.text(arguments, 0);
        return text.matches("\\s*(0[xX])?[0-9a-fA-F]+\\s*") ? Numerals.parseInt(text, 16) : Double.NaN;
    }

    private static Object gzip(@Nullable Object[] arguments) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(Encoding.UTF8.bytes(Arguments.at(arguments, 0)));
        } catch (IOException e) {
            throw new EvaluationException("C.Encode.gzip: " + e.getMessage());
        }
        return Encoding.of(Arguments.at(arguments, 1), "base64").text(out.toByteArray());
    }

    private static Object gunzip(@Nullable Object[] arguments) {
        byte[] packed = Encoding.of(Arguments.at(arguments, 1), "base64").bytes(Arguments.at(arguments, 0));
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = gzip.readNBytes(Limits.TEXT + 1);
            Limits.checkText(bytes.length);
            return new String(bytes, UTF_8);
        } catch (IOException e) {
            throw new EvaluationException("C.Decode.gzip: this is not gzip");
        }
    }
}

package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// `C.Encode` and `C.Decode`. What is unpacked has a bound: a few bytes can stand for gigabytes.
final class CodingFunctions {
    static final List<Function> ALL = List.of(
            Function.text("C.Encode.base64", 1, CodingFunctions::toBase64),
            Function.text("C.Encode.hex", 1, CodingFunctions::toHex),
            Function.text("C.Encode.uri", 1, arguments -> UriText.encode(Arguments.text(arguments, 0), true)),
            Function.text("C.Encode.gzip", 1, CodingFunctions::gzip),
            Function.text("C.Encode.deflate", 1, CodingFunctions::deflate),
            Function.of("C.Decode.base64", 1, Type.ANY, CodingFunctions::fromBase64),
            Function.of("C.Decode.hex", 1, Type.NUMBER, CodingFunctions::fromHex),
            Function.text("C.Decode.uri", 1, arguments -> UriText.decode(Arguments.text(arguments, 0), true)),
            Function.text("C.Decode.gzip", 1, CodingFunctions::gunzip),
            Function.text("C.Decode.inflate", 1, CodingFunctions::inflate));

    private CodingFunctions() {}

    private static Object toBase64(@Nullable Object[] arguments) {
        Encoding given = Encoding.of(Arguments.at(arguments, 2), "utf8");
        String text = Encoding.BASE64.text(given.bytes(Arguments.at(arguments, 0)));
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

    /// With the head and end of zlib (RFC 1950), or raw (RFC 1951).
    private static Object deflate(@Nullable Object[] arguments) {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, Values.isTrue(Arguments.at(arguments, 2)));
        try (var packing = new DeflaterOutputStream(out, deflater)) {
            packing.write(Encoding.UTF8.bytes(Arguments.at(arguments, 0)));
        } catch (IOException e) {
            throw new EvaluationException("C.Encode.deflate: " + e.getMessage());
        } finally {
            deflater.end();
        }
        return Encoding.of(Arguments.at(arguments, 1), "base64").text(out.toByteArray());
    }

    private static Object gunzip(@Nullable Object[] arguments) {
        try (var gzip = new GZIPInputStream(packed(arguments))) {
            return unpacked(gzip);
        } catch (IOException e) {
            throw new EvaluationException("C.Decode.gzip: this is not gzip");
        }
    }

    private static Object inflate(@Nullable Object[] arguments) {
        InputStream packed = packed(arguments);
        var inflater = new Inflater(Values.isTrue(Arguments.at(arguments, 2)));
        try (var inflating = new InflaterInputStream(packed, inflater)) {
            return unpacked(inflating);
        } catch (IOException e) {
            throw new EvaluationException("C.Decode.inflate: this is not deflated");
        } finally {
            inflater.end();
        }
    }

    private static InputStream packed(@Nullable Object[] arguments) {
        Encoding encoding = Encoding.of(Arguments.at(arguments, 1), "base64");
        return new ByteArrayInputStream(encoding.bytes(Arguments.at(arguments, 0)));
    }

    private static String unpacked(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Limits.TEXT + 1);
        Limits.checkText(bytes.length);
        return new String(bytes, UTF_8);
    }
}

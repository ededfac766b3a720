package ai.genops.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonBufferTest {
    private final JsonBuffer json = new JsonBuffer(16);

    @Test
    void textIsEscapedWhereverTheCharacterStands() {
        long seed = 3;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            String text = text(random);
            json.clear();
            json.text(text);
            assertThat(json.toString()).as("seed %d, round %d", seed, i).isEqualTo('"' + escaped(text) + '"');
        }
    }

    /// Up to the last byte of what it stands in, and with whatever behind it.
    @Test
    void textInBytesIsEscapedWhereverItStands() {
        long seed = 4;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            String text = text(random);
            byte[] utf8 = text.getBytes(UTF_8);
            int before = random.nextInt(20);
            byte[] around = new byte[before + utf8.length + random.nextInt(20)];
            System.arraycopy(utf8, 0, around, before, utf8.length);
            json.clear();
            json.text(around, before, utf8.length).raw('!');
            assertThat(json.toString()).as("seed %d, round %d", seed, i).isEqualTo('"' + escaped(text) + "\"!");
        }
    }

    @Test
    void namesOfAnyLengthAreWrittenWhole() {
        for (int length = 0; length < 40; length++) {
            String name = "n".repeat(length);
            json.clear();
            json.first(ReadyJson.member(name)).next(ReadyJson.member(name)).raw('1');
            assertThat(json).hasToString("\"" + name + "\":,\"" + name + "\":1");
        }
    }

    @Test
    void smallNumbersAreWrittenAsJavaScriptWouldWriteThem() {
        long seed = 6;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            double digits = 1 + random.nextInt(9_999_999) / (i % 2 == 0 ? 1 : 1e7);
            double value = digits * Math.pow(10, -random.nextInt(12));
            json.clear();
            json.number(value);
            assertThat(json).as("seed %d, %s", seed, value).hasToString(Numbers.text(value));
        }
        assertThat(new JsonBuffer(1)
                        .number(1e-4)
                        .raw(' ')
                        .number(2.5e-6)
                        .raw(' ')
                        .number(0.00012345678901234567))
                .hasToString("0.0001 0.0000025 0.00012345678901234567");
    }

    @Test
    void whatIsWrittenAgainIsWhatStandsThere() {
        for (int length = 0; length < 80; length++) {
            String text = "0123456789".repeat(8).substring(0, length);
            var out = new JsonBuffer(length);
            out.ascii("before").ascii(text);
            out.again(6, length);
            assertThat(out).hasToString("before" + text + text);
        }
    }

    @Test
    void idsAreLowerCaseHex() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 1000; i++) {
            long high = random.nextLong();
            long low = random.nextLong() >>> random.nextInt(64);
            json.clear();
            json.id(high, low, i % 2 == 0);
            String expected = i % 2 == 0 ? "\"%016x%016x\"".formatted(high, low) : "\"%016x\"".formatted(low);
            assertThat(json).hasToString(expected);
        }
    }

    @Test
    void integersOfEveryLength() {
        for (long power = 1; power > 0; power = power > Long.MAX_VALUE / 10 ? -1 : power * 10) {
            for (long value :
                    new long[] {power - 1, power, power + 1, power * 9 + 7, -power, Long.MAX_VALUE, Long.MIN_VALUE}) {
                json.clear();
                assertThat(json.number(value)).hasToString(Long.toString(value));
            }
        }
    }

    @Test
    void secondsHaveAsManyDecimalsAsNeeded() {
        assertThat(seconds(1_763_600_000_000_000_000L)).isEqualTo("1763600000");
        assertThat(seconds(1_763_600_000_120_000_000L)).isEqualTo("1763600000.12");
        assertThat(seconds(1_763_600_000_000_000_001L)).isEqualTo("1763600000.000000001");
        assertThat(seconds(999_999_999)).isEqualTo("0.999999999");
    }

    private String seconds(long nanos) {
        json.clear();
        EventJson.seconds(nanos, json);
        return json.toString();
    }

    /// Mostly harmless characters, now and then one that may need something.
    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            boolean rare = random.nextInt(12) == 0;
            text.append(rare ? "\"\\\t\0\u001f !#[]\u007f\u00e9\u20ac".charAt(random.nextInt(13)) : 'a');
        }
        return text.toString();
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}

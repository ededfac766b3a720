package ai.genops.event;

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

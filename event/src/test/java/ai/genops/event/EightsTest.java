package ai.genops.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EightsTest {
    @Test
    void decimalDigitsAreThoseOfTheNumberAndBack() {
        for (int value = 0; value < 100_000_000; value += 1 + value / 1_000) {
            byte[] text = "%08d".formatted(value).getBytes(US_ASCII);
            long digits = Eights.decimalDigits(value);
            assertThat(digits).as("%d", value).isEqualTo(Eights.get(text, 0));
            assertThat(Eights.digits(digits)).isEqualTo(value);
            assertThat(8 - Eights.leadingZeros(digits))
                    .isEqualTo(Integer.toString(value).length());
            assertThat(Eights.trailingZeros(digits))
                    .isEqualTo("%08d"
                            .formatted(value)
                            .replaceAll("^.*[^0]|^(?=0*$)", "")
                            .length());
        }
        assertThat(Eights.digits(Eights.decimalDigits(99_999_999))).isEqualTo(99_999_999);
    }

    @Test
    void onlyDigitsAreDigits() {
        for (int place = 0; place < 8; place++) {
            for (int character = 0; character < 256; character++) {
                byte[] text = "90909090".getBytes(US_ASCII);
                text[place] = (byte) character;
                assertThat(Eights.areDigits(Eights.get(text, 0)))
                        .as("character %d at %d", character, place)
                        .isEqualTo(character >= '0' && character <= '9');
            }
        }
    }

    @Test
    void theFirstThatJsonEscapesIsFound() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            byte[] text = new byte[8];
            int first = 8;
            for (int place = 7; place >= 0; place--) {
                text[place] = (byte)
                        (random.nextInt(4) == 0 ? "\"\\\n\u001f\0".charAt(random.nextInt(5)) : random.nextInt(256));
                first = text[place] == '"' || text[place] == '\\' || (text[place] >= 0 && text[place] < ' ')
                        ? place
                        : first;
            }
            assertThat(Eights.before(Eights.escaped(Eights.get(text, 0)))).isEqualTo(first);
        }
    }
}

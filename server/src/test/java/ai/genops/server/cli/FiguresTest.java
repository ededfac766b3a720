package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void numbersAreReadAtAGlance() {
        assertThat(Figures.bytes(0)).isEqualTo("0 B");
        assertThat(Figures.bytes(999)).isEqualTo("999 B");
        assertThat(Figures.bytes(999_600)).isEqualTo("1.00 MB");
        assertThat(Figures.bytes(12_340_000)).isEqualTo("12.3 MB");
        assertThat(Figures.rate(0)).isEqualTo("0/s");
        assertThat(Figures.rate(2.5)).isEqualTo("2.5/s");
        assertThat(Figures.rate(12_345)).isEqualTo("12,345/s");
        assertThat(Figures.duration(0)).isEqualTo("0s");
        assertThat(Figures.duration(1.25)).isEqualTo("1.3s");
        assertThat(Figures.duration(3_725)).isEqualTo("1h 2m");
        assertThat(Figures.duration(90_000)).isEqualTo("1d 1h");
        assertThat(Figures.dollars(0.00034)).isEqualTo("$0.0003");
        assertThat(Figures.dollars(1234.5)).isEqualTo("$1,234.50");
        assertThat(Figures.ago("1970-01-01T00:00:10Z", Instant.ofEpochSecond(100)))
                .isEqualTo("1m 30s ago");
        assertThat(Figures.cut("a\n b  c", 4)).isEqualTo("a b…");
    }
}

package ai.genops.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotedFieldsHoldAnything() throws IOException {
        var rows = Csv.read("\uFEFFa, B\r\n\"x,\"\"y\"\"\nz\",2\r\n\r\n3\n");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("a")).isEqualTo("x,\"y\"\nz");
        assertThat(rows.get(0).get("b")).isEqualTo("2");
        assertThat(rows.get(1).line()).isEqualTo(5);
        assertThat(rows.get(1).get("b")).isEmpty();
    }

    @Test
    void aBrokenQuoteIsToldWithItsLine() {
        assertThatThrownBy(() -> Csv.read("a\n1\n\"2")).hasMessage("line 3: a quote is not closed");
        assertThatThrownBy(() -> Csv.read("a\n\"2\"x")).hasMessage("line 2: `x` follows a closed quote");
    }
}

package ai.genops.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    @Test
    void everyValueIsATextOfItsOwn() {
        assertThat(ValueText.of("a \"b\"")).isEqualTo("a \"b\"");
        assertThat(ValueText.of(7L)).isEqualTo("7");
        assertThat(ValueText.of(7.0)).isEqualTo("7");
        assertThat(ValueText.of(2.5e-5)).isEqualTo("0.000025");
        assertThat(ValueText.of(Double.NaN)).isEqualTo("NaN");
        assertThat(ValueText.of(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(ValueText.of(true)).isEqualTo("true");
        assertThat(ValueText.of(new byte[] {1, 2, 3})).isEqualTo("AQID");
        assertThat(ValueText.of(List.of("a", 1L))).isEqualTo("[\"a\",1]");
        assertThat(ValueText.of(Map.of("a", 1.5))).isEqualTo("{\"a\":1.5}");
        assertThat(ValueText.of(null)).isEqualTo("null");
    }
}

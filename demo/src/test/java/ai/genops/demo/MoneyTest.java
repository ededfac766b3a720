package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void aDoubleThatReadsBackAsTheAmountIsExact() {
        assertThat(Money.exact(new BigDecimal("0.014574"))).isEqualTo(0.014574);
        assertThat(Money.exact(new BigDecimal("346.2786500"))).isEqualTo(346.27865);
    }

    @Test
    void anAmountThatADoubleCannotCarryIsRefused() {
        assertThatThrownBy(() -> Money.exact(new BigDecimal("1234567890.123456789")))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("1234567890.123456789");
    }

    @Test
    void anUnknownModelHasNoPrice() {
        assertThatThrownBy(() -> Price.of("openai", "gpt-99")).hasMessage("no price for openai gpt-99");
    }
}

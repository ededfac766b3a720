package ai.genops.demo;

import java.math.BigDecimal;

/// What a call costs, in US dollars.
record Cost(BigDecimal input, BigDecimal output) {
    BigDecimal total() {
        return input.add(output);
    }
}

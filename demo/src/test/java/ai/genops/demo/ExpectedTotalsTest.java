package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedTotalsTest {
    @Test
    void theTwoFilesCostWhatACalculatorSays() {
        assertThat(ExpectedTotals.read().toJson())
                .isEqualTo("{\"dev-tools\":{\"calls\":8819,\"cost\":57.868362},"
                        + "\"support\":{\"calls\":19366,\"cost\":346.27865}}");
    }
}

package ai.genops.source.hec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1763600000, 1763600000000000000",
        "1763600000.25, 1763600000250000000",
        "1763600000.123456789123, 1763600000123456789",
        "1763600000., 1763600000000000000",
        "1763600000250, 1763600000250000000",
        "1763600000250001, 1763600000250001000",
        "1763600000250000001, 1763600000250000001"
    })
    void plainDecimalsAreTimes(String text, long nanos) {
        assertThat(EpochTime.nanos(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "-1", "1.79E9", "soon", "9999999999", "99999999999999", "9223372036854775808", "1,5"})
    void nothingElseIs(String text) {
        assertThat(EpochTime.nanos(text)).isEqualTo(EpochTime.NONE);
    }
}

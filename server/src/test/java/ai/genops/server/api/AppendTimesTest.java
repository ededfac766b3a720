package ai.genops.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppendTimesTest {
    private final AppendTimes times = new AppendTimes();

    @Test
    void aRecordIsAsOldAsTheLastLookThatDidNotSeeIt() {
        times.note(10, 1000);
        times.note(10, 2000);
        times.note(20, 3000);
        times.note(30, 4000);
        assertThat(times.ageMillis(10, 5000)).isEqualTo(3000);
        assertThat(times.ageMillis(19, 5000)).isEqualTo(3000);
        assertThat(times.ageMillis(20, 5000)).isEqualTo(2000);
        assertThat(times.ageMillis(35, 5000)).isEqualTo(1000);
    }

    @Test
    void whatWasThereBeforeTheFirstLookCountsFromIt() {
        assertThat(times.ageMillis(5, 9000)).isZero();
        times.note(10, 1000);
        assertThat(times.ageMillis(5, 9000)).isEqualTo(8000);
    }

    @Test
    void manyLooksAreKeptCoarserAndNeverTooYoung() {
        for (int i = 0; i < 10_000; i++) {
            times.note(i, i * 2000L);
        }
        long now = 20_000_000;
        for (int record = 0; record < 9_999; record += 77) {
            double age = now - record * 2000.0;
            assertThat((double) times.ageMillis(record, now)).isBetween(age, 1.1 * age + 2000);
        }
    }

    @Test
    void aClockSetBackGivesNoNegativeAge() {
        times.note(1, 5000);
        assertThat(times.ageMillis(1, 1000)).isZero();
    }
}

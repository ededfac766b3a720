package ai.genops.pipeline.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevisionsTest {
    @Test
    void aWindowThatIsNoLongerKnownGetsANumberItCannotHaveHad() {
        var revisions = new Revisions();
        revisions.closed(0, 0);
        revisions.closed(0, 1);
        assertThat(revisions.next(0, true)).isEqualTo(2);
        for (int i = 1; i < Revisions.MAX_WINDOWS; i++) {
            revisions.closed(i, 0);
        }
        assertThat(revisions.next(0, true)).isEqualTo(2);
        assertThat(revisions.next(-1, true)).isZero();
        revisions.closed(Revisions.MAX_WINDOWS, 0);
        assertThat(revisions.next(0, true)).isEqualTo(2);
        assertThat(revisions.next(Revisions.MAX_WINDOWS + 1, false)).isZero();
        revisions.closed(0, 2);
        assertThat(revisions.next(0, true)).isEqualTo(3);
    }
}

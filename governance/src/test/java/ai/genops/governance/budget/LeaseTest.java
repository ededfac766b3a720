package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Request.Abandoned;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long END = 1_000;
    private static final long SLICE = 10;

    private final Lease lease = new Lease(
            new StoredHold(
                    new MemoryBudgetStore(new TestClock("2026-03-31T23:00:00Z")),
                    new Request(
                            "slice",
                            BudgetSet.of(List.of(BudgetStoreContract.budget("b", "10"))),
                            SLICE,
                            BudgetStoreContract.MINUTE,
                            Abandoned.IS_CHARGED,
                            true)),
            END);

    @Test
    void nothingIsTakenFromItsEndOn() {
        assertThat(lease.take(1, END - 1)).isTrue();
        assertThat(lease.take(1, END)).isFalse();
        assertThat(lease.take(0, END + 1)).isFalse();
    }

    @Test
    void nothingIsTakenOnceItWasEnded() {
        assertThat(lease.take(1, 0)).isTrue();
        lease.end();
        assertThat(lease.take(1, 0)).isFalse();
        assertThat(lease.take(0, 0)).as("not even nothing").isFalse();
        lease.end();
        assertThat(lease.take(0, 0)).isFalse();
    }

    @Test
    void whatIsGivenBackAfterItsEndIsNotTakenAgain() {
        assertThat(lease.take(SLICE, 0)).isTrue();
        lease.end();
        lease.settle(SLICE, 0);
        assertThat(lease.take(1, 0)).isFalse();
        assertThat(lease.isOver()).isTrue();
        assertThat(lease.spent()).isZero();
    }

    @Test
    void itIsOverWhenItsLastCallIsSettled() {
        assertThat(lease.take(4, 0)).isTrue();
        assertThat(lease.isOver()).isFalse();
        lease.end();
        assertThat(lease.isOver()).isFalse();
        lease.settle(4, 3);
        assertThat(lease.isOver()).isTrue();
        assertThat(lease.spent()).isEqualTo(3);
    }
}

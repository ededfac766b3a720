package ai.genops.server.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreContract;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.ModelCheck;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBudgetStoreTest extends BudgetStoreContract {
    private static final long SELDOM = 64 << 20;

    @TempDir
    Path folder;

    private final TestClock time = new TestClock("2026-03-12T12:00:00Z");

    @Override
    protected BudgetStore store(TestClock clock) {
        try {
            Path own = Files.createTempDirectory("genops-books");
            own.toFile().deleteOnExit();
            own.resolve("journal").toFile().deleteOnExit();
            return new LocalBudgetStore(own, clock, SELDOM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalBudgetStore open() {
        return open(folder, time, SELDOM);
    }

    private static LocalBudgetStore open(Path folder, TestClock clock, long shortenedAfter) {
        try {
            return new LocalBudgetStore(folder, clock, shortenedAfter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStoreIsWhatIsWrittenDownThroughRestartsAndShortening() {
        long first = Long.getLong("governance.seed", System.nanoTime());
        for (long seed = first; seed < first + 10; seed++) {
            var clock = new TestClock("2026-03-27T12:00:00Z");
            // Less than a day, within which all is kept.
            new ModelCheck(new Restarting(folder.resolve("books" + seed), clock, seed), clock, seed).run(150);
        }
    }

    @Test
    void whatWasAnsweredIsThereAfterAStart() {
        Budget budget = budget("b", "10");
        try (LocalBudgetStore store = open()) {
            reserve(store, "1", "6", budget);
            reserve(store, "2", "3", budget);
            store.commit("2", new BigDecimal("2.5"));
            store.approve(new Approval("a", "b", BigDecimal.ONE, time.instant().plus(MINUTE), "ann", "launch"));
        }
        try (LocalBudgetStore store = open()) {
            assertThat(store.balance(budget).remaining()).isEqualByComparingTo("2.5");
            assertThat(Objects.requireNonNull(store.commit("2", BigDecimal.ONE)).repeated())
                    .isTrue();
            time.advance(MINUTE);
            assertThat(store.balance(budget).remaining()).isEqualByComparingTo("7.5");
            addsUp(store, budget);
        }
    }

    @Test
    void anAlertIsNotToldAgainAfterAStart() {
        Budget budget = budget("b", "10");
        try (LocalBudgetStore store = open()) {
            reserve(store, "1", "6", budget);
            assertThat(Objects.requireNonNull(store.commit("1", new BigDecimal("6")))
                            .alerts())
                    .hasSize(1);
        }
        try (LocalBudgetStore store = open()) {
            reserve(store, "2", "1", budget);
            assertThat(Objects.requireNonNull(store.commit("2", BigDecimal.ONE)).alerts())
                    .isEmpty();
        }
    }

    @Test
    void theJournalStaysShortAndTheSumsStay() throws Exception {
        Budget budget = budget("b", "1000");
        try (LocalBudgetStore store = open(folder, time, 1_000)) {
            reserve(store, "open", "5", budget);
            store.extend("open", Duration.ofDays(7));
            for (int i = 0; i < 200; i++) {
                reserve(store, "k" + i, "1", budget);
                store.commit("k" + i, new BigDecimal("0.75"));
                time.advance(Duration.ofMinutes(30));
            }
        }
        // Of 200 calls, those of the last day are 48.
        assertThat(Files.readAllLines(folder.resolve("journal"))).hasSizeLessThan(230);
        try (LocalBudgetStore store = open()) {
            Balance balance = store.balance(budget);
            assertThat(balance.committed()).isEqualByComparingTo("150");
            assertThat(balance.reserved()).isEqualByComparingTo("5");
            assertThat(Objects.requireNonNull(store.commit("k199", BigDecimal.ONE))
                            .repeated())
                    .isTrue();
            addsUp(store, budget);
        }
    }

    @Test
    void aLineThatWasCutOffIsDroppedAndOneThatIsDamagedIsTold() throws Exception {
        Budget budget = budget("b", "10");
        Path journal = folder.resolve("journal");
        try (LocalBudgetStore store = open()) {
            reserve(store, "1", "6", budget);
            reserve(store, "2", "1", budget);
        }
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.indexOf('\n') + 20), StandardCharsets.UTF_8);
        try (LocalBudgetStore store = open()) {
            assertThat(store.balance(budget).reserved()).isEqualByComparingTo("6");
            reserve(store, "3", "2", budget);
        }
        try (LocalBudgetStore store = open()) {
            assertThat(store.balance(budget).reserved()).isEqualByComparingTo("8");
        }
        Files.writeString(journal, whole.replaceFirst("\"amount\":\"6", "\"amount\":\"1"));
        assertThatThrownBy(() -> new LocalBudgetStore(folder, time, SELDOM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1 of the budgets' journal")
                .hasMessageContaining("is damaged");
    }

    @Test
    void afterAFailedWriteNothingIsAnswered() throws Exception {
        Budget budget = budget("b", "10");
        LocalBudgetStore store = open(folder.resolve("books"), time, 1);
        Files.delete(folder.resolve("books/journal"));
        Files.delete(folder.resolve("books"));
        assertThatThrownBy(() -> reserve(store, "1", "6", budget))
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageContaining("the budgets' journal cannot be written");
        assertThatThrownBy(() -> store.balance(budget)).isInstanceOf(BudgetStoreException.class);
    }

    private static Outcome reserve(BudgetStore store, String key, String amount, Budget budget) {
        return store.reserve(Request.of(key, BudgetSet.of(List.of(budget)), new BigDecimal(amount), MINUTE));
    }

    /// Starts anew now and then, as after a kill, and shortens its journal all the time.
    private static final class Restarting implements BudgetStore {
        private final Path folder;
        private final TestClock clock;
        private final Random random;
        private LocalBudgetStore store;

        Restarting(Path folder, TestClock clock, long seed) {
            this.folder = folder;
            this.clock = clock;
            random = new Random(seed);
            store = open(folder, clock, 500);
        }

        private BudgetStore now() {
            if (random.nextInt(10) == 0) {
                store = open(folder, clock, 500);
            }
            return store;
        }

        @Override
        public Outcome reserve(Request request) {
            return now().reserve(request);
        }

        @Override
        public @Nullable Settlement commit(String key, BigDecimal actual) {
            return now().commit(key, actual);
        }

        @Override
        public @Nullable Settlement release(String key) {
            return now().release(key);
        }

        @Override
        public @Nullable Settlement correct(String key, BigDecimal actual) {
            return now().correct(key, actual);
        }

        @Override
        public boolean extend(String key, Duration lease) {
            return now().extend(key, lease);
        }

        @Override
        public int expire() {
            return now().expire();
        }

        @Override
        public Balance balance(Budget budget) {
            return now().balance(budget);
        }

        @Override
        public void approve(Approval approval) {
            now().approve(approval);
        }

        @Override
        public List<Entry> ledger(String budget) {
            return now().ledger(budget);
        }
    }
}

package ai.genops.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreContract;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.ModelCheck;
import ai.genops.governance.budget.TestClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresBudgetStoreIT extends BudgetStoreContract {
    @Override
    protected BudgetStore store(TestClock clock) {
        return store(Kept.of(Postgres.start().schema()), clock);
    }

    /** Its clock is a table that follows the test's. */
    private static BudgetStore store(DataSource source, TestClock clock) {
        Postgres.execute(source, "create table clock (at timestamptz)");
        Postgres.execute(source, "insert into clock values (now())");
        return new PostgresBudgetStore(following(source, clock), "(select at from clock)").migrate();
    }

    private static DataSource following(DataSource source, TestClock clock) {
        return (DataSource) java.lang.reflect.Proxy.newProxyInstance(
                PostgresBudgetStoreIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Postgres.execute(source, "update clock set at = '" + clock.instant() + "'");
                    return source.getConnection();
                });
    }

    @Test
    void aStoreIsWhatIsWrittenDown() {
        long seed = Long.getLong("governance.seed", System.nanoTime());
        for (int run = 0; run < 3; run++) {
            var clock = new TestClock("2026-03-27T12:00:00Z");
            DataSource source = Kept.of(Postgres.start().schema());
            new ModelCheck(store(source, clock), clock, seed + run).run(150);
            Postgres.execute(
                    source,
                    "do $$ begin if exists (select 1 from genops_budget_difference)"
                            + " then raise exception 'the ledger does not add up'; end if; end $$");
        }
    }

    @Test
    void itsTablesAreMadeOnce() {
        DataSource source = Postgres.start().schema();
        new PostgresBudgetStore(source).migrate().migrate();
        Postgres.execute(source, "insert into genops_budget_schema values (99)");
        assertThatThrownBy(() -> new PostgresBudgetStore(source).migrate())
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageContaining("a newer one has been here");
    }

    @Test
    void aStoreThatMayStartBeforeItsDatabaseMigratesWhenItIsReached() {
        DataSource source = Postgres.start().schema();
        AtomicBoolean isThere = new AtomicBoolean();
        DataSource sometimes = (DataSource) java.lang.reflect.Proxy.newProxyInstance(
                PostgresBudgetStoreIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (!isThere.get()) {
                        throw new SQLException("the database is starting");
                    }
                    return source.getConnection();
                });
        PostgresBudgetStore store = PostgresBudgetStore.migrating(sometimes);
        assertThatThrownBy(store::expire).hasMessageContaining("the database is starting");
        isThere.set(true);
        assertThat(store.expire()).isZero();
        assertThat(store.expire()).isZero();
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        var nowhere = new PostgresBudgetStore(Postgres.source(1, "public"));
        assertThatThrownBy(() -> nowhere.extend("1", Duration.ofMinutes(1)))
                .isInstanceOf(BudgetStoreException.class)
                .hasMessageStartingWith("the budgets' PostgreSQL: ");
        assertThat(Postgres.start().port()).isPositive();
    }
}

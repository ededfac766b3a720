package ai.genops.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Window;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A rolling window is the sum of several rows, so who adds them up must be alone with them. */
class RollingGuardIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PATIENCE = 600;

    private final DataSource source = Postgres.start().schema();
    private final PostgresBudgetStore store = new PostgresBudgetStore(source).migrate();
    private final Budget budget =
            Budget.of("b", Map.of(), "USD", BigDecimal.TEN, new Window.Rolling(Duration.ofDays(60), 2), Excess.DENY);

    @Test
    void whoReservesWaitsForWhoIsReserving() throws Exception {
        assertThat(reserve("1", "1")).isInstanceOf(Outcome.Granted.class);
        CompletableFuture<Outcome> second;
        try (Connection first = source.getConnection()) {
            first.setAutoCommit(false);
            Sql sql = new Sql(first);
            // What a reservation of 6 does: it adds up, and then takes; the other one comes in between.
            sql.first("select 1 from genops_budget_guard where budget = 'b' for update", row -> "");
            second = CompletableFuture.supplyAsync(() -> reserve("2", "6"));
            awaitWaiting(second);
            sql.update("update genops_budget_cell set reserved = reserved + 6000000000 where budget = 'b'");
            first.commit();
        }
        assertThat(second.get(1, TimeUnit.MINUTES)).isInstanceOf(Outcome.Refused.class);
        assertThat(store.balance(budget).reserved()).isEqualByComparingTo("7");
    }

    private Outcome reserve(String key, String amount) {
        return store.reserve(Request.of(key, BudgetSet.of(List.of(budget)), new BigDecimal(amount), MINUTE));
    }

    /** Until the other one waits for a lock, or did not have to. */
    private void awaitWaiting(CompletableFuture<Outcome> other) throws SQLException, InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            try (Connection connection = source.getConnection();
                    var statement = connection.createStatement();
                    ResultSet waiting = statement.executeQuery(
                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
                waiting.next();
                if (waiting.getLong(1) > 0 || other.isDone()) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("nobody waits");
    }
}

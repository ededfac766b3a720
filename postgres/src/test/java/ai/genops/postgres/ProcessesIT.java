package ai.genops.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.Nanos;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several processes spend one budget of $100 in PostgreSQL, and half of them are killed at random. How many is
 * {@code -Dgovernance.processes} and {@code -Dgovernance.threads}.
 */
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class ProcessesIT {
    private final long seed = Long.getLong("governance.seed", System.nanoTime());
    private final int processes = Integer.getInteger("governance.processes", 4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"direct", "leased"})
    void aBudgetIsNotOverspentAndUsedUp(String kind) throws Exception {
        Postgres postgres = Postgres.start();
        DataSource source = Kept.of(postgres.schema());
        var store = new PostgresBudgetStore(source).migrate();
        String schema = postgres.newest();
        var random = new Random(seed);
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(spender(postgres.port(), schema, kind, i));
        }
        for (Process victim : running.subList(0, processes / 2)) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1_500));
            victim.destroyForcibly();
        }
        for (Process one : running) {
            assertThat(one.waitFor(2, TimeUnit.MINUTES)).as("seed " + seed).isTrue();
        }
        TimeUnit.MILLISECONDS.sleep(SpenderProcess.LEASE.multipliedBy(3).toMillis() + 500);
        assertThat(spender(postgres.port(), schema, "direct", processes).waitFor())
                .isZero();
        check(store, kind, source);
    }

    private void check(PostgresBudgetStore store, String kind, DataSource source) throws IOException {
        Balance end = store.balance(SpenderProcess.BUDGET);
        BigDecimal told = Nanos.toUnits(told());
        String described = "seed %d, %s: %s, of which the processes told %s".formatted(seed, kind, end, told);
        assertThat(highest(store.ledger("b"))).as(described).isLessThanOrEqualTo(new BigDecimal("100"));
        assertThat(end.reserved()).as(described).isZero();
        assertThat(end.committed()).as(described).isBetween(new BigDecimal("99"), new BigDecimal("100"));
        assertThat(end.committed()).as(described).isGreaterThanOrEqualTo(told);
        Postgres.execute(
                source,
                "do $$ begin if exists (select 1 from genops_budget_difference)"
                        + " then raise exception 'the ledger does not add up'; end if; end $$");
    }

    private static BigDecimal highest(List<Entry> ledger) {
        long taken = 0;
        long highest = 0;
        for (Entry line : ledger) {
            taken += line.reserved() + line.committed();
            highest = Math.max(highest, taken);
        }
        return Nanos.toUnits(highest);
    }

    private long told() throws IOException {
        long told = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                // A kill may cut the last line.
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                told += whole.lines().mapToLong(Long::parseLong).sum();
            }
        }
        return told;
    }

    private Process spender(int port, String schema, String kind, int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SpenderProcess.class.getName(),
                        String.valueOf(port),
                        schema,
                        "p" + number,
                        String.valueOf(seed + number * 1_000L),
                        kind,
                        System.getProperty("governance.threads", "8"))
                .redirectOutput(folder.resolve(kind + number).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

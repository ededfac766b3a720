package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several processes spend one budget of $100, and half of them are killed at random, while their calls run. They are eight of 32 threads in the
 * tiers {@code full} and {@code long}, else two of four; {@code -Dgovernance.processes} and
 * {@code -Dgovernance.threads} say otherwise.
 */
public abstract class ProcessesContract {
    private static final BigDecimal CAP = new BigDecimal("100");

    private final long seed = Long.getLong("governance.seed", System.nanoTime());
    private final boolean isFull = !System.getProperty("genops.tier", "fast").equals("fast");
    private final int processes = Integer.getInteger("governance.processes", isFull ? 8 : 2);
    private final int threads = Integer.getInteger("governance.threads", isFull ? 32 : 4);

    @TempDir
    Path folder;

    /** The address of empty books. */
    protected abstract String books();

    /** Opens books at that address, here and in the processes that spend. */
    protected abstract Class<? extends StoreAt> stores();

    @ParameterizedTest
    @ValueSource(strings = {"direct", "leased"})
    void aBudgetIsNotOverspentAndUsedUp(String kind) throws Exception {
        String address = books();
        BudgetStore store = stores().getDeclaredConstructor().newInstance().open(address);
        var random = new Random(seed);
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            running.add(spender(address, kind, i));
        }
        for (int i = 0; i < processes / 2; i++) {
            awaitFirstCall(folder.resolve(kind + i));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
            running.get(i).destroyForcibly();
        }
        for (Process one : running) {
            assertThat(one.waitFor(5, TimeUnit.MINUTES)).as("seed " + seed).isTrue();
        }
        TimeUnit.MILLISECONDS.sleep(SpenderProcess.LEASE.multipliedBy(3).toMillis() + 500);
        assertThat(spender(address, "direct", processes).waitFor()).isZero();
        check(store, kind);
    }

    private static void awaitFirstCall(Path told) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (Files.size(told) == 0) {
            assertThat(System.nanoTime()).as("a process makes no call").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void check(BudgetStore store, String kind) throws IOException {
        Balance end = store.balance(SpenderProcess.BUDGET);
        List<Entry> ledger = store.ledger("b");
        BigDecimal told = Nanos.toUnits(told());
        BigDecimal late = kind.equals("direct") ? toldLate(ledger) : BigDecimal.ZERO;
        String described = "seed %d, %s: %s, of which the processes told %s, and %s after their time"
                .formatted(seed, kind, end, told, late);
        assertThat(highest(ledger, kind)).as(described).isLessThanOrEqualTo(CAP);
        assertThat(ledger)
                .as("what those had reserved that were killed, " + described)
                .anyMatch(line -> line.kind() == Entry.Kind.EXPIRE);
        assertThat(end.reserved()).as(described).isZero();
        assertThat(end.committed()).as(described).isBetween(CAP.subtract(BigDecimal.ONE), CAP.add(late));
        assertThat(end.committed()).as(described).isGreaterThanOrEqualTo(told);
        BudgetStoreContract.addsUp(store, SpenderProcess.BUDGET);
    }

    /**
     * The most that was taken at once. A direct reservation goes back to the budget when its time is over; what a process
     * that was held up tells after that has been spent all the same, is charged on top, and is left out here.
     */
    private static BigDecimal highest(List<Entry> ledger, String kind) {
        long taken = 0;
        long highest = 0;
        for (Entry line : ledger) {
            if (kind.equals("leased") || line.kind() != Entry.Kind.LATE_COMMIT) {
                taken += line.reserved() + line.committed();
            }
            highest = Math.max(highest, taken);
        }
        return Nanos.toUnits(highest);
    }

    private static BigDecimal toldLate(List<Entry> ledger) {
        return Nanos.toUnits(ledger.stream()
                .filter(line -> line.kind() == Entry.Kind.LATE_COMMIT)
                .mapToLong(Entry::committed)
                .sum());
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

    private Process spender(String address, String kind, int number) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SpenderProcess.class.getName(),
                        stores().getName(),
                        address,
                        "p" + number,
                        String.valueOf(seed + number * 1_000L),
                        kind,
                        String.valueOf(threads))
                .redirectOutput(folder.resolve(kind + number).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

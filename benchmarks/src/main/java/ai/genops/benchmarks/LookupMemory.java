package ai.genops.benchmarks;

import ai.genops.pipeline.lookup.match.Choice;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.MatchKind;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.pipeline.lookup.match.RowIndex;
import ai.genops.pipeline.lookup.match.RowIndexBuilder;
import ai.genops.pipeline.lookup.match.Validity;
import ai.genops.pipeline.lookup.read.Format;
import ai.genops.pipeline.lookup.read.ReadOptions;
import ai.genops.pipeline.lookup.read.TableReader;
import ai.genops.pipeline.lookup.table.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A lookup of a key and four short columns: bytes per row, by its own accounting and by the heap's, and nanoseconds
/// of CPU per lookup at random, found and not found. Arguments: rows (1,000,000).
final class LookupMemory {
    private static final int LOOKUPS = 5_000_000;

    private LookupMemory() {}

    public static void main(String[] args) throws IOException {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path file = Files.createTempFile("lookup", ".csv");
        try {
            write(file, rows);
            long before = heap();
            long start = System.nanoTime();
            Table table = TableReader.read(file, ReadOptions.of(Format.CSV));
            RowIndex index = new RowIndexBuilder(
                            table, new int[] {0}, MatchKind.EXACT, true, Choice.FIRST, Validity.ALWAYS)
                    .build(new Duplicates());
            long millis = (System.nanoTime() - start) / 1_000_000;
            long bytes = table.bytes() + index.bytes();
            System.out.printf("file          %,13d bytes, read in %,d ms%n", Files.size(file), millis);
            System.out.printf("own account   %,13d bytes, %.1f a row%n", bytes, bytes / (double) rows);
            long taken = heap() - before;
            System.out.printf("heap          %,13d bytes, %.1f a row%n", taken, taken / (double) rows);
            for (int round = 0; round < 3; round++) {
                System.out.printf("found         %13.1f ns a lookup%n", nanos(index, table, keys(rows, "customer-")));
                System.out.printf("not found     %13.1f ns a lookup%n", nanos(index, table, keys(rows, "consumer-")));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("customer_id,budget_limit,budget_tier,cost_center,billing_account\n");
            for (int row = 0; row < rows; row++) {
                out.write("customer-%08d,%d.50,tier-%d,center-%d,acct-%d%n"
                        .formatted(row, row % 1000, row % 5, row % 300, row % 50_000));
            }
        }
    }

    /// Keys made beforehand, as an event has them.
    private static String[] keys(int rows, String prefix) {
        Random random = new Random(1);
        String[] keys = new String[1 << 16];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = prefix + "%08d".formatted(random.nextInt(rows));
        }
        return keys;
    }

    private static double nanos(RowIndex index, Table table, String[] keys) {
        long found = 0;
        long start = cpuNanos();
        for (int i = 0; i < LOOKUPS; i++) {
            int row = index.find(Query.at(0).with(keys[i & (keys.length - 1)]));
            found += row >= 0 && table.column(2).value(row) != null ? 1 : 0;
        }
        double nanos = (cpuNanos() - start) / (double) LOOKUPS;
        if (found != 0 && found != LOOKUPS) {
            throw new IllegalStateException(found + " found");
        }
        return nanos;
    }

    /// Of this thread: what else the machine does is not in it.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

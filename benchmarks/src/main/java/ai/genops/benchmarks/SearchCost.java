package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.function.EngineFunctions;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/// What the searches of `config/dashboard.xml` and SQL by hand for the same questions take of a lake that [LakeFill]
/// filled: milliseconds of CPU of all threads, whose clock may have steps of 10 ms, and by the clock, each the least of
/// several, since whatever else runs only adds to them. Reads only. Arguments: the lake's folder, and how often each is
/// asked after once to warm up (5).
final class SearchCost {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// @param sql over `e`, the lake's files; empty: not written by hand
    private record Question(String name, String spl, String sql) {}

    private static final String COSTS = "index=genops_ai genops.cost.total=* | ";
    private static final String NOT_ALLOWED =
            "index=genops_ai genops.policy.result=* NOT genops.policy.result=allowed | ";

    private static final List<Question> QUESTIONS = List.of(
            new Question(
                    "sum", COSTS + "stats sum(genops.cost.total) as cost", "select sum(\"genops.cost.total\") from e"),
            new Question("count", COSTS + "stats count", "select count(\"genops.cost.total\") from e"),
            new Question(
                    "sum of whole numbers",
                    COSTS + "stats sum(genops.tokens.total) as tokens",
                    "select sum(\"genops.tokens.total\") from e"),
            new Question(
                    "count of a rare value",
                    "index=genops_ai genops.policy.result=blocked | stats count",
                    "select count(*) from e where \"genops.policy.result\" = 'blocked'"),
            new Question(
                    "time chart of a sum by eight teams",
                    COSTS + "timechart span=1h sum(genops.cost.total) as cost by genops.team",
                    "select date_trunc('hour', _time), \"genops.team\", sum(\"genops.cost.total\") from e group by all"),
            new Question(
                    "time chart of a rare value's counts",
                    NOT_ALLOWED + "timechart span=1h count by genops.policy.result",
                    "select date_trunc('hour', _time), \"genops.policy.result\", count(*) from e"
                            + " where \"genops.policy.result\" <> 'allowed' group by all"),
            new Question(
                    "sum by model",
                    COSTS + "stats sum(genops.cost.total) as cost by genops.cost.model | sort - cost",
                    "select \"genops.cost.model\", sum(\"genops.cost.total\") from e group by 1 order by 2 desc"),
            new Question(
                    "ten dearest of 5,000 customers",
                    COSTS + "stats sum(genops.cost.total) as cost by genops.customer_id | sort 10 - cost",
                    "select \"genops.customer_id\", sum(\"genops.cost.total\") from e group by 1 order by 2 desc limit 10"),
            new Question(
                    "table by two attributes",
                    COSTS + "stats sum(genops.cost.total) as cost sum(genops.tokens.total) as tokens count as calls"
                            + " by genops.team genops.project | sort - cost",
                    "select \"genops.team\", \"genops.project\", sum(\"genops.cost.total\"), sum(\"genops.tokens.total\"),"
                            + " count(*) from e group by all order by 3 desc"),
            new Question(
                    "mean, maximum, count by operation",
                    "index=genops_ai genops.operation.duration_ms=* | stats avg(genops.operation.duration_ms) as mean"
                            + " max(genops.operation.duration_ms) as slowest count as calls by genops.operation.name",
                    "select \"genops.operation.name\", avg(\"genops.operation.duration_ms\"),"
                            + " max(\"genops.operation.duration_ms\"), count(*) from e group by 1"));

    private SearchCost() {}

    private interface Work {
        void run() throws SQLException;
    }

    public static void main(String[] args) throws SQLException {
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        try (var lake = Lake.readOnly(Path.of(args[0]), Lake.Settings.DEFAULT).with(EngineFunctions::register)) {
            lake.open();
            lake.await();
            var search = Search.of(() -> lake.reader(), InstantSource.system(), ZoneId.systemDefault());
            try (Connection connection = lake.reader()) {
                String files = files(connection, args[0]);
                double[] all = new double[4];
                for (Question question : QUESTIONS) {
                    double[] ours = cost(
                            times,
                            () -> search.run(SearchRequest.of(question.spl).between("-30d", null)));
                    double[] hand = cost(times, () -> run(connection, files + question.sql));
                    System.out.printf(
                            Locale.ROOT,
                            "%-38s first %,6.0f ms of CPU, then %,6.0f, %,6.0f by the clock; by hand %,6.0f, %,6.0f%n",
                            question.name,
                            ours[2],
                            ours[0],
                            ours[1],
                            hand[0],
                            hand[1]);
                    all[0] += ours[0];
                    all[1] += ours[1];
                    all[2] += hand[0];
                    all[3] += ours[2];
                }
                System.out.printf(
                        Locale.ROOT,
                        "all: first %,.0f ms of CPU, then %,.0f, %,.0f by the clock; by hand %,.0f%n",
                        all[3],
                        all[0],
                        all[1],
                        all[2]);
            }
        }
    }

    /// The least CPU and the least time by the clock, then CPU of the first.
    private static double[] cost(int times, Work work) throws SQLException {
        double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, 0};
        for (int i = 0; i <= times; i++) {
            long cpu = PROCESS.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            double took = (PROCESS.getProcessCpuTime() - cpu) / 1e6;
            if (i == 0) {
                least[2] = took;
            } else {
                least[0] = Math.min(least[0], took);
                least[1] = Math.min(least[1], (System.nanoTime() - start) / 1e6);
            }
        }
        return least;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    /// The files of the manifest as the relation `e`.
    private static String files(Connection connection, String folder) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select string_agg('''' || ? || '/' || path || '''', ', ')"
                                .replace(
                                        "?",
                                        "'" + Path.of(folder).toAbsolutePath().normalize() + "'")
                        + " from meta.files where gone is null and dataset = 'genops_ai'")) {
            row.next();
            return "with e as (from read_parquet([" + row.getString(1)
                    + "], union_by_name = true, hive_partitioning = false)) ";
        }
    }
}

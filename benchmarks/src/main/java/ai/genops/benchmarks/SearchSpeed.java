package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import ai.genops.search.Cancellation;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.function.EngineFunctions;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.search.report.SearchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Each query of the seeds, and of a dashboard's ten panels, on a lake, beside SQL for DuckDB that somebody
/// wrote for the same answer and the same files. Whether the answers are the same is checked each time; of
/// several runs, one of each in turn, the quickest counts. All read the events each time but those of the
/// column "asked again", which have what they added up before.
final class SearchSpeed implements AutoCloseable {
    private static final double NEWEST = 1.0 / 64;
    static final long MEMORY = 64L << 20;

    private final Lake lake;
    private final Search search;
    private final Compilation compilation;
    private final Search watched;
    private final Search remembering;
    private final PartialAggregates partials = PartialAggregates.of(MEMORY);
    private final Connection byHand;

    private SearchSpeed(Path folder) throws SQLException {
        lake = Lake.readOnly(folder, Lake.Settings.DEFAULT)
                .with(EngineFunctions::register)
                .open();
        search = Search.of(lake::reader, InstantSource.system(), ZoneOffset.UTC);
        compilation = new Compilation(lake::reader);
        watched = Search.of(compilation::open, InstantSource.system(), ZoneOffset.UTC);
        remembering = search.with(partials);
        byHand = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = byHand.createStatement()) {
            statement.execute("set threads = " + Lake.Settings.DEFAULT.threads());
            statement.execute("set timezone = 'UTC'");
            statement.execute("""
                    create view events as from read_parquet('%s/genops_ai/**/*.parquet',
                        union_by_name = true, hive_partitioning = false)
                    """.formatted(folder));
        }
    }

    /// Measures and tells.
    ///
    /// @param arguments the lake's folder, how often each query runs, and, if not all, what its name contains
    public static void main(String[] arguments) throws Exception {
        String wanted = arguments.length > 2 ? arguments[2] : "";
        boolean same = true;
        try (var speed = new SearchSpeed(Path.of(arguments[0]).toAbsolutePath());
                Stream<Path> files = Files.list(Path.of("benchmarks/config/search"))) {
            System.out.printf(
                    "%-32s%27s%27s%9s%27s%13s%n",
                    "ms, the quickest of " + arguments[1], "wall", "CPU", "wall", "compile, CPU", "wall");
            System.out.printf(
                    "%-32s%9s%9s%9s%9s%9s%9s%9s%9s%9s%9s%13s%n",
                    "",
                    "SPL",
                    "by hand",
                    "ratio",
                    "SPL",
                    "by hand",
                    "ratio",
                    "preview",
                    "own",
                    "engine",
                    "together",
                    "asked again");
            for (Path sql : files.filter(file -> file.toString().endsWith(".sql")
                            && file.getFileName().toString().contains(wanted))
                    .sorted()
                    .toList()) {
                same &= speed.isSame(sql, Integer.parseInt(arguments[1]));
            }
            speed.tellMemory();
        }
        System.exit(same ? 0 : 1);
    }

    private void tellMemory() {
        var kept = partials.stats();
        System.out.printf(
                Locale.ROOT, "added up before: %d aggregations, %.1f MB%n", kept.aggregations(), kept.bytes() / 1e6);
    }

    private boolean isSame(Path file, int times) throws Exception {
        String name = file.getFileName().toString().replace(".sql", "");
        try {
            return isSame(file, name, times);
        } catch (SearchException e) {
            System.out.printf("%-32s  FAILED: %s%n", name, e.getMessage());
            return false;
        }
    }

    private boolean isSame(Path file, String name, int times) throws Exception {
        String sql = Files.readString(file);
        var request = SearchRequest.of(spl(file, name));
        var spl = new Quickest();
        var hand = new Quickest();
        var preview = new Quickest();
        var again = new Quickest();
        List<String> remembered = List.of();
        for (int i = 0; i < 2; i++) {
            remembering.run(request);
        }
        List<String> found = List.of();
        List<String> expected = List.of();
        for (int i = 0; i < times; i++) {
            found = Answers.of(spl.of(() -> search.run(request)));
            expected = hand.of(() -> run(sql));
            preview.of(() -> search.newest(request, NEWEST, new Cancellation()));
            remembered = Answers.of(again.of(() -> remembering.run(request)));
        }
        boolean same = found.equals(expected) && remembered.equals(found);
        compilation.measure(watched, request.atMost(1));
        System.out.printf(
                Locale.ROOT,
                "%-32s%9.0f%9.0f%9.2f%9.0f%9.0f%9.2f%9.0f%9.1f%9.1f%9.1f%13.1f%s%n",
                name,
                spl.wall,
                hand.wall,
                spl.wall / hand.wall,
                spl.cpu,
                hand.cpu,
                spl.cpu / hand.cpu,
                preview.wall,
                compilation.own,
                compilation.engine,
                compilation.own + compilation.engine,
                again.wall,
                same ? "" : "  THE ANSWERS DIFFER");
        if (!same) {
            tellDifference(found, expected);
        }
        return same;
    }

    private static void tellDifference(List<String> found, List<String> expected) {
        System.out.printf("  %d rows, by hand %d%n", found.size(), expected.size());
        found.stream()
                .filter(row -> !expected.contains(row))
                .limit(2)
                .forEach(row -> System.out.println("  SPL      " + row));
        expected.stream()
                .filter(row -> !found.contains(row))
                .limit(2)
                .forEach(row -> System.out.println("  by hand  " + row));
    }

    /// A query of the seeds is where the acceptance tests have it, a panel's beside its SQL.
    private static String spl(Path sql, String name) throws IOException {
        Path own = sql.resolveSibling(name + ".spl");
        return Files.readString(Files.exists(own) ? own : Path.of("acceptance/src/test/resources/spl", name + ".spl"));
    }

    private List<String> run(String sql) throws SQLException {
        try (Statement statement = byHand.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return Answers.of(rows);
        }
    }

    @Override
    public void close() throws SQLException {
        byHand.close();
        lake.close();
    }
}

package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.function.EngineFunctions;
import ai.genops.search.partial.PartialAggregates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The same events in a lake and in an OpenSearch node on the same machine: aggregations, and bytes on disk. Of
/// OpenSearch counts what it says that a search took, without its way over HTTP.
final class OpenSearchSpeed {
    private OpenSearchSpeed() {}

    /// Measures and tells; fills the index if it does not have so many events.
    ///
    /// @param arguments the lake's folder, the node's address, how many events, over how many days, how often
    ///     each question is asked
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var index = new OpenSearchIndex(arguments[1]);
        long events = Long.parseLong(arguments[2]);
        index.fill(events, Integer.parseInt(arguments[3]));
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT)
                        .with(EngineFunctions::register)
                        .open();
                Stream<Path> files = Files.list(Path.of("benchmarks/config/opensearch"))) {
            Search search = Search.of(lake::reader, InstantSource.system(), ZoneOffset.UTC);
            System.out.printf(
                    "%-36s%10s%12s%8s%13s%n",
                    "ms, the quickest of " + arguments[4], "GenOps", "OpenSearch", "ratio", "asked again");
            List<Path> questions = files.filter(file -> file.toString().endsWith(".spl"))
                    .sorted()
                    .toList();
            for (Path spl : questions) {
                compare(spl, search, index, Integer.parseInt(arguments[4]));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "bytes an event on disk: GenOps %.1f, OpenSearch %.1f%n",
                (double) size(folder) / events,
                (double) index.bytes() / events);
    }

    private static void compare(Path spl, Search search, OpenSearchIndex index, int times) throws Exception {
        String name = spl.getFileName().toString().replace(".spl", "");
        var request = SearchRequest.of(Files.readString(spl));
        String body = Files.readString(spl.resolveSibling(name + ".json"));
        var ours = new Quickest();
        var again = new Quickest();
        Search remembering = search.with(PartialAggregates.of(SearchSpeed.MEMORY));
        for (int i = 0; i < 2; i++) {
            remembering.run(request);
        }
        long theirs = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            Result result = ours.of(() -> search.run(request));
            if (result.rows().isEmpty()) {
                throw new IllegalStateException(name + " found nothing");
            }
            again.of(() -> remembering.run(request));
            theirs = Math.min(theirs, index.search(body));
        }
        System.out.printf(
                Locale.ROOT, "%-36s%10.0f%12d%8.1f%13.1f%n", name, ours.wall, theirs, theirs / ours.wall, again.wall);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

package ai.genops.benchmarks;

import ai.genops.event.Event;
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
import java.util.Locale;
import java.util.stream.Stream;

/// The same events in a lake and in an OpenSearch node on the same machine: aggregations, and bytes on disk. Of
/// OpenSearch counts what it says that a search took, without its way over HTTP.
///
/// Each question is asked as if for the first time, nothing of it being kept on either side; and as a dashboard asks
/// it, again and again while events arrive: both have whatever they keep of questions by default, and a thousand new
/// events each time.
final class OpenSearchSpeed {
    private static final int ARRIVING = 1_000;

    private final FedLake lake;
    private final Search search;
    private final Search remembering;
    private final OpenSearchIndex index;
    private final LlmTraffic arriving;
    private final int times;

    private OpenSearchSpeed(FedLake lake, OpenSearchIndex index, int times) {
        this.lake = lake;
        this.index = index;
        this.times = times;
        search = Search.of(lake.lake::reader, InstantSource.system(), ZoneOffset.UTC);
        remembering = search.with(PartialAggregates.of(SearchSpeed.MEMORY));
        arriving = new LlmTraffic(lake.clock.millis());
    }

    /// Measures and tells; fills the index if it does not have so many events.
    ///
    /// @param arguments the lake's folder, the node's address, how many events, over how many days, how often
    ///     each question is asked
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var index = new OpenSearchIndex(arguments[1]);
        long events = Long.parseLong(arguments[2]);
        index.fill(events, Integer.parseInt(arguments[3]));
        Lake opened = Lake.in(folder, Lake.Settings.DEFAULT)
                .with(EngineFunctions::register)
                .open();
        try (FedLake lake = LakeFill.feed(opened, folder);
                Stream<Path> files = Files.list(Path.of("benchmarks/config/opensearch"))) {
            var speed = new OpenSearchSpeed(lake, index, Integer.parseInt(arguments[4]));
            System.out.printf("%-36s%30s%30s%n", "ms, the quickest of " + arguments[4], "asked once", "asked again");
            System.out.printf(
                    "%-36s%10s%12s%8s%10s%12s%8s%n",
                    "", "GenOps", "OpenSearch", "ratio", "GenOps", "OpenSearch", "ratio");
            for (Path spl : files.filter(file -> file.toString().endsWith(".spl"))
                    .sorted()
                    .toList()) {
                speed.compare(spl);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "bytes an event on disk: GenOps %.1f, OpenSearch %.1f%n",
                (double) size(folder) / events,
                (double) index.bytes() / events);
    }

    private void compare(Path spl) throws Exception {
        String name = spl.getFileName().toString().replace(".spl", "");
        var request = SearchRequest.of(Files.readString(spl));
        String body = Files.readString(spl.resolveSibling(name + ".json"));
        var ours = new Quickest();
        long theirs = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            Result result = ours.of(() -> search.run(request));
            if (result.rows().isEmpty()) {
                throw new IllegalStateException(name + " found nothing");
            }
            theirs = Math.min(theirs, index.search(body, false));
        }
        for (int i = 0; i < 2; i++) {
            remembering.run(request);
            index.search(body, true);
        }
        var oursAgain = new Quickest();
        long theirsAgain = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            arrive();
            oursAgain.of(() -> remembering.run(request));
            theirsAgain = Math.min(theirsAgain, index.search(body, true));
        }
        System.out.printf(
                Locale.ROOT,
                "%-36s%10.0f%12d%8.1f%10.1f%12d%8.1f%n",
                name,
                ours.wall,
                theirs,
                theirs / ours.wall,
                oursAgain.wall,
                theirsAgain,
                theirsAgain / oursAgain.wall);
    }

    /// New events of the present, for both.
    private void arrive() throws IOException, InterruptedException {
        long now = lake.clock.millis();
        for (int i = 0; i < ARRIVING; i++) {
            Event event = arriving.next(lake.offset(), i, now);
            lake.write(event);
            index.add(event, now);
        }
        lake.passed();
        lake.awaitCommitted();
        index.send();
        index.refresh();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

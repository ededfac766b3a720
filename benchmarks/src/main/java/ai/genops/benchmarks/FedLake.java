package ai.genops.benchmarks;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.expression.Scope;
import ai.genops.lake.Lake;
import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeKeeper;
import ai.genops.lake.LakeType;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.nio.file.Path;
import java.time.InstantSource;

/// A lake with its dataset `genops_ai`, fed by the lake's own writer. One thread, but for what [#keeper] does.
final class FedLake implements AutoCloseable {
    final Lake lake;
    final LakeKeeper keeper;
    final InstantSource clock = InstantSource.system();
    private final Problems problems = new Problems();
    private final LakeDestination destination;
    private final Destination.Edge edge;
    /// Of the record that is being written.
    private long offset;

    /// @param id the destination's, and `settings` its YAML
    FedLake(Lake lake, Path folder, String id, String settings) {
        this.lake = lake;
        destination = (LakeDestination) LakeType.of(lake, folder).getFirst().create(id, section(settings));
        edge = destination.bind(new Route("", "route", section("dataset: genops_ai"), Scope.of(new Fields())));
        destination.start(new DestinationRuntime(new Beginning(), clock, folder));
        keeper = LakeKeeper.of(lake, clock);
        offset = destination.committed();
    }

    /// Whether another record may be written.
    boolean isReady() {
        return destination.ready();
    }

    long slowestCommitMillis() {
        return destination.lakeStats().slowestCommitMillis();
    }

    long offset() {
        return offset;
    }

    void write(Event event) {
        edge.write(event);
    }

    /// Ends the record.
    void passed() {
        destination.passed(++offset);
    }

    /// Waits until all that was written is in the database.
    void awaitCommitted() throws InterruptedException {
        while (destination.committed() < offset) {
            Thread.sleep(1);
        }
    }

    private Section section(String yaml) {
        return Section.of(
                YamlReader.parse(yaml, "lake.yaml", problems),
                "lake",
                Location.of("lake.yaml"),
                problems,
                new Secrets(_ -> null));
    }

    @Override
    public void close() {
        keeper.close();
        destination.close();
        lake.close();
    }

    private static final class Beginning implements DestinationRuntime.Checkpoint {
        @Override
        public long load() {
            return 0;
        }

        @Override
        public void save(long nextOffset) {
            throw new IllegalStateException("the lake keeps its own checkpoint");
        }
    }
}

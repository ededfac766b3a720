package ai.genops.destination.simulation;

import ai.genops.destination.Blocks;
import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.KeepsDeadLetters;
import ai.genops.event.Fields;
import ai.genops.log.AppendException;
import ai.genops.log.ConsumerLimit;
import ai.genops.log.DurableFolders;
import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.log.Overflow;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.engine.Engine;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.engine.MemoryStore;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.processor.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The server from a start to its end: the production classes put together as the server does, on a [Machine].
final class Life {
    /// What has come of it.
    enum State {
        STARTING,
        UP,
        /// It could not start, and its process ended.
        FAILED,
        CLOSED
    }

    final Machine machine;
    private final SimulatedFiles files;
    final Path data;
    private final Facts facts;
    private final Random random;
    private final List<Vendor> vendors;
    final List<Line> lines = new ArrayList<>();
    final List<Destination> destinations = new ArrayList<>();
    final List<RouteEdge> edges = new ArrayList<>();
    private State state = State.STARTING;
    private boolean redelivering;
    private @Nullable Pipeline pipeline;
    private @Nullable Log log;
    private @Nullable Feeds feeds;

    Life(int number, Machine machine, SimulatedDisk disk, Facts facts, List<Vendor> vendors, Random random) {
        this.machine = machine;
        files = new SimulatedFiles(disk, machine);
        data = files.getPath("/data");
        this.facts = facts;
        this.random = random;
        this.vendors = vendors;
        vendors.forEach(vendor -> lines.add(new Line(vendor, machine, facts, random, number)));
    }

    State state() {
        return state;
    }

    boolean hasLog() {
        return log != null;
    }

    Log log() {
        return java.util.Objects.requireNonNull(log);
    }

    Pipeline pipeline() {
        return java.util.Objects.requireNonNull(pipeline);
    }

    Feeds feeds() {
        return java.util.Objects.requireNonNull(feeds);
    }

    void start(LogConfig config) {
        try {
            DurableFolders.create(data);
            var opened = Log.open(data.resolve("log"), config, machine, machine);
            log = opened;
            facts.opened(opened.nextSequence());
            for (int i = 0; i < vendors.size(); i++) {
                start(vendors.get(i), lines.get(i), opened);
            }
            pipeline = new Pipeline("all", "", List.of(), List.of(), List.copyOf(edges), new Fields(), List.of());
            feeds = new Feeds(
                    opened,
                    new Engine(List.of(pipeline())),
                    () -> new Records.Reader(facts),
                    List.copyOf(destinations),
                    MemoryStore.NONE,
                    Feeds.MEMORIES,
                    Long.MAX_VALUE,
                    1 + random.nextInt(3),
                    machine);
            state = State.UP;
        } catch (IOException | UncheckedIOException e) {
            state = State.FAILED;
        }
    }

    private void start(Vendor vendor, Line line, Log opened) throws IOException {
        var destination = new Deliveries(random::nextDouble)
                .destination(vendor.id, "simulated", vendor.nature.settings(), List.of(), line);
        var edge = destination.bind(new Blocks(Map.of()).route("name: ok"));
        if (vendor.mostLag > 0) {
            opened.checkpoints().limit(vendor.id, new ConsumerLimit(vendor.mostLag, Overflow.DROP_OLDEST));
        }
        destination.start(new DestinationRuntime(new KeptByLog(opened, vendor.id), machine, data, machine));
        destinations.add(destination);
        edges.add(new RouteEdge("to_" + vendor.id, destination, Condition.ALWAYS, Destination.Takes.ALL, edge));
    }

    /// A client that sends records until there are as many as wanted.
    void send(int records) {
        try {
            while (facts.records() < records) {
                for (int burst = random.nextInt(6); burst >= 0; burst--) {
                    append(facts.newRecord());
                }
                machine.sleep(Duration.ofMillis(random.nextInt(2000)));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Somebody sends dead letters again, now and then.
    void redeliver(BooleanSupplier goesOn) {
        try {
            while (goesOn.getAsBoolean()) {
                machine.sleep(Duration.ofMillis(random.nextInt(60_000)));
                var destination = destinations.get(random.nextInt(destinations.size()));
                var files = new DeadLetterBox(data, destination.id(), machine).list();
                if (!files.isEmpty() && goesOn.getAsBoolean()) {
                    redeliver(
                            destination, files.get(random.nextInt(files.size())).file());
                }
            }
        } catch (IOException e) {
            // The disk fails: somebody comes back another time.
            machine.virtual("operator", () -> redeliver(goesOn));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void redeliver(Destination destination, String file) throws IOException, InterruptedException {
        redelivering = true;
        try {
            var _ = ((KeepsDeadLetters) destination).redeliver(file, "somebody");
        } catch (IllegalStateException e) {
            // It is paused, or closes.
        } finally {
            redelivering = false;
        }
    }

    boolean isRedelivering() {
        return redelivering;
    }

    /// Records the log has given up before a vendor had them, in this life.
    long givenUp(Vendor vendor) {
        var consumer = log().stats().consumers().get(vendor.id);
        return consumer == null ? 0 : consumer.dropped();
    }

    /// Records the feeds told they have not found.
    long missing() {
        return feeds == null ? 0 : feeds.stats().missing();
    }

    private void append(long record) {
        facts.appended(record);
        var _ = log().append(Records.payload(record)).whenComplete((sequence, refusal) -> {
            facts.answered();
            if (refusal == null) {
                facts.acknowledged(record, sequence);
            } else {
                facts.require(refusal instanceof AppendException, "an append failed with %s", refusal);
            }
        });
    }

    /// As the server stops.
    void close() {
        try {
            feeds().drain(Duration.ofSeconds(2));
            destinations.forEach(Destination::close);
            log().close();
        } catch (IOException e) {
            // The disk failed once more: the next start finds it as it is.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        state = State.CLOSED;
    }

    void kill() {
        machine.kill();
        files.close();
    }

    boolean isDrained() {
        long next = log().nextSequence();
        return destinations.stream().allMatch(destination -> destination.committed() >= next);
    }

    /// A destination's checkpoint as the server keeps it.
    private record KeptByLog(Log log, String id) implements DestinationRuntime.Checkpoint {
        private KeptByLog {
            if (log.checkpoints().position(id).isEmpty()) {
                try {
                    log.checkpoints().register(id, log.stats().oldestSequence());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public long load() {
            return log.checkpoints().position(id).orElse(0);
        }

        @Override
        public void save(long nextOffset) {
            try {
                log.checkpoints().commit(id, nextOffset);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

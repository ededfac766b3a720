package ai.genops.lake;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lake as a destination. The feeding thread turns events into rows of the open batch; [Delivery] writes
/// batches in the background. Its checkpoint is in the lake itself; a lake that is new begins at the
/// log's oldest record, so one that was lost is filled again. Datasets are made by naming them.
public final class LakeDestination implements Destination {
    private static final long CLOSE_MILLIS = 5_000;
    private static final Key INDEX = Key.of("splunk.index");

    private final String id;
    private final String type;
    private final Lake lake;
    private final LakeConfig config;
    private final Map<String, DatasetConfig> configured = new LinkedHashMap<>();
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Set<String> fed = new HashSet<>();
    /// What events may choose, by name.
    private final Map<String, Target> byIndex = new HashMap<>();
    private boolean choosable;
    private final RowEncoder encoder = new RowEncoder();
    private @Nullable Delivery delivery;
    private @Nullable Batch record;
    private long offered;

    LakeDestination(String id, String type, Lake lake, LakeConfig config) {
        this.id = id;
        this.type = type;
        this.lake = lake;
        this.config = config;
        config.datasets().forEach(this::define);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Availability availability() {
        return new Availability.Ready();
    }

    /// All: the lake is our own book, and sampling must not change what is true.
    @Override
    public Takes takes() {
        return Takes.ALL;
    }

    @Override
    public Edge bind(Route route) {
        RouteOptions options = RouteOptions.read(route, id, configured);
        DatasetConfig wanted = options.dataset();
        define(wanted);
        fed.add(wanted.name());
        Dataset dataset = datasets.get(wanted.name());
        Target target = new Target(dataset == null ? new Dataset(wanted.name(), 0) : dataset);
        if (options.byIndex()) {
            choosable = true;
            return event -> write(chosen(event, target), event);
        }
        return event -> write(target, event);
    }

    /// @throws LakeException if the lake cannot be opened
    @Override
    public void start(DestinationRuntime runtime) {
        lake.await();
        datasets.values().stream()
                .filter(dataset -> !fed.contains(dataset.name()))
                .forEach(dataset -> byIndex.put(dataset.name(), new Target(dataset)));
        try {
            DestinationRuntime.Replay replay = runtime.replay();
            BatchWriter writer = new BatchWriter(lake, replay == null ? id : replay.name());
            writer.define(List.copyOf(configured.values()));
            lake.store(config.storages(configured.values()));
            long held = writer.reached().next();
            offered = held < 0 ? runtime.checkpoint().rewind() : held;
            delivery = new Delivery(id, writer, new OpenBatch(config.limits(), offered), offered, runtime.clock());
            delivery.start(List.copyOf(datasets.values()), config.spanWindow(), again(held, replay));
        } catch (SQLException e) {
            throw new LakeException("The lake cannot be prepared for `" + id + "`: " + Errors.text(e), e);
        }
    }

    @Override
    public boolean ready() {
        return delivery != null && delivery.ready();
    }

    @Override
    public void passed(long nextOffset) {
        if (delivery != null && nextOffset > offered) {
            offered = nextOffset;
            record = null;
            delivery.open().leave(nextOffset);
        }
    }

    @Override
    public long committed() {
        return delivery == null ? 0 : delivery.committed();
    }

    @Override
    public DestinationStats stats() {
        return delivery == null ? new DestinationStats(0, 0, 0, 0, 0, 0, 0, "") : delivery.stats();
    }

    @Override
    public DeliveryStats deliveryStats() {
        return delivery == null ? DeliveryStats.NONE : delivery.deliveryStats();
    }

    /// The datasets that no route names. With a route `by_index`, events may choose among them: what other routes write
    /// to is theirs alone.
    public List<String> unfed() {
        return configured.keySet().stream().filter(name -> !fed.contains(name)).toList();
    }

    /// Whether a route names a dataset.
    public boolean feeds(String dataset) {
        return fed.contains(dataset);
    }

    /// Whether a route lets events choose among the datasets that no route names.
    public boolean isChosenByEvents() {
        return choosable;
    }

    /// What the lake has beyond the common figures.
    public LakeStats lakeStats() {
        List<LakeStats.OfDataset> rows = new ArrayList<>();
        datasets.values().forEach(dataset -> rows.add(dataset.stats()));
        return delivery == null
                ? new LakeStats(rows, 0, 0, lake.bytes())
                : new LakeStats(rows, delivery.commitMillis(), delivery.slowestCommitMillis(), lake.bytes());
    }

    @Override
    public void close() {
        if (delivery != null) {
            delivery.close(CLOSE_MILLIS);
        }
    }

    /// Of the first record that is not there as a whole, and of those behind it, rows may be there.
    private static Delivery.Records again(long held, DestinationRuntime.@Nullable Replay replay) {
        if (replay != null) {
            return new Delivery.Records(replay.first(), replay.next());
        }
        return new Delivery.Records(held < 0 ? Long.MAX_VALUE : held, Long.MAX_VALUE);
    }

    private Target chosen(Event event, Target usual) {
        return event.resource().get(INDEX) instanceof String index ? byIndex.getOrDefault(index, usual) : usual;
    }

    /// A record that was offered before is in the lake or on its way there.
    private void write(Target target, Event event) {
        Delivery to = delivery;
        if (to == null || event.deliveredAt() < offered) {
            return;
        }
        if (record == null) {
            record = to.open().enter();
        }
        to.written();
        target.add(event, encoder, record);
    }

    private void define(DatasetConfig dataset) {
        if (!dataset.name().isEmpty()) {
            configured.put(dataset.name(), dataset);
            datasets.computeIfAbsent(dataset.name(), name -> new Dataset(name, config.spanWindow()));
        }
    }
}

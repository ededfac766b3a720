package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What one feed runs: the pipelines that lead to some destinations. One thread at a time.
final class Program {
    private final Engine engine;
    /// Whether pipelines that remember are followed even if none of the destinations is behind them.
    private final boolean followsAll;
    private final UnaryOperator<RouteEdge> ways;
    private final StageTimer timer;
    private List<Passage> passages = List.of();
    private boolean firstReading;
    /// Those who look on at the current record: almost always nobody, which is asked once per record.
    private @Nullable Observer observer;

    Program(Engine engine, Collection<Destination> destinations, LongSupplier nanoTime, boolean followsAll) {
        this(engine, destinations, nanoTime, followsAll, UnaryOperator.identity());
    }

    /// @param ways what it takes instead of a pipeline's route
    Program(
            Engine engine,
            Collection<Destination> destinations,
            LongSupplier nanoTime,
            boolean followsAll,
            UnaryOperator<RouteEdge> ways) {
        this.engine = engine;
        this.followsAll = followsAll;
        this.ways = ways;
        timer = new StageTimer(nanoTime);
        serve(destinations);
    }

    /// Leads to other destinations from the next record on. What it remembers stays.
    void serve(Collection<Destination> destinations) {
        List<Passage> now = new ArrayList<>();
        for (Pipeline pipeline : engine.pipelines()) {
            List<RouteEdge> routes = pipeline.routes().stream()
                    .filter(route -> destinations.contains(route.destination()))
                    .map(ways)
                    .toList();
            if (!routes.isEmpty() || (followsAll && pipeline.remembers())) {
                Passage passage = passage(pipeline);
                passage.wanted(routes);
                now.add(passage);
            }
        }
        passages = List.copyOf(now);
    }

    private Passage passage(Pipeline pipeline) {
        for (Passage passage : passages) {
            if (passage.pipeline() == pipeline) {
                return passage;
            }
        }
        return new Passage(pipeline, List.of());
    }

    /// A passage that remembers nothing yet instead of one that remembers something wrong.
    Passage anew(Passage passage) {
        Passage anew = new Passage(passage.pipeline(), passage.wanted());
        passages = passages.stream().map(one -> one == passage ? anew : one).toList();
        return anew;
    }

    /// Those that remember something.
    List<Passage> remembering() {
        return passages.stream()
                .filter(passage -> !passage.memories().isEmpty())
                .toList();
    }

    /// When something here wants an event or a record to come, in milliseconds since 1970.
    long due() {
        long due = Long.MAX_VALUE;
        for (Passage passage : passages) {
            due = Math.min(due, passage.memories().due());
        }
        return due;
    }

    /// The records from `first` up to `next` are read now: says which of them count, as no feed has read them before.
    Firsts claim(long first, long next) {
        long records = engine.records().passes(first, next);
        long[] pipelines = new long[passages.size()];
        for (int i = 0; i < pipelines.length; i++) {
            pipelines[i] = passages.get(i).pipeline().bookmark().passes(first, next);
        }
        return new Firsts(records, pipelines);
    }

    /// The events of the record at `offset` follow.
    ///
    /// @param firsts from which record on they count: of this program or of one that serves the same destinations
    /// @param serving it is to be delivered; otherwise it is read only to be remembered
    void begin(long offset, long appendMillis, Firsts firsts, boolean serving) {
        firstReading = firsts.isFirst(offset);
        observer = serving ? engine.taps().observer(StageTimer.isDue(offset) ? timer : null) : null;
        for (int i = 0; i < passages.size(); i++) {
            passages.get(i).begin(offset, appendMillis, firsts.isFirst(i, offset), observer, serving);
        }
    }

    /// The record read last was the last of all.
    void end() {
        passages.forEach(Passage::end);
    }

    void run(Event event) {
        if (observer != null && firstReading) {
            observer.received(event);
        }
        for (int i = 0; i < passages.size(); i++) {
            passages.get(i).accept(event);
        }
    }
}

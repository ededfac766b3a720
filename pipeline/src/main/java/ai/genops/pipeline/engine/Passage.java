package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.EventBytes;
import ai.genops.event.Kind;
import ai.genops.event.Shown;
import ai.genops.pipeline.engine.Pipeline.Outcome;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Emitter;
import ai.genops.pipeline.processor.Filter;
import ai.genops.pipeline.processor.Memory;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Processor.Verdict;
import ai.genops.pipeline.processor.Reading;
import ai.genops.pipeline.processor.Sequence;
import ai.genops.pipeline.processor.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One reading of the log in one pipeline: the pipeline's processors, with memories of this reading's own, and the
/// routes that this reading serves. For each record [#begin], then [#accept] for its events. One thread.
public final class Passage {
    /// Where events come from that a pipeline makes, as `__inputId`.
    static final String MADE = "genops_pipeline";

    private static final int FILTERS = -1;

    private final Pipeline pipeline;
    private final boolean sends;
    private final Processor[] processors;
    /// The pipeline's filters and the processors, as one; null until it is needed.
    private @Nullable Processor whole;
    private final Memories memories = new Memories();
    private List<RouteEdge> wanted;
    private long joined;

    // The present record.
    private boolean active;
    private long offset;
    private long appendMillis;
    private int made;
    private boolean first;
    private List<RouteEdge> routes = List.of();
    /// Who looks on; null: nobody, and then other code runs, which pays nothing for it.
    private @Nullable Observer observer;
    /// Which of the processors the event went no further than; [#FILTERS]: the filters.
    private int place;

    /// Serves those of the pipeline's routes that are `wanted`.
    public Passage(Pipeline pipeline, List<RouteEdge> wanted) {
        this(pipeline, wanted, true);
    }

    /// For somebody to look on: nothing is sent, and nothing counted but what fails.
    static Passage trial(Pipeline pipeline) {
        return new Passage(pipeline, pipeline.routes(), false);
    }

    private Passage(Pipeline pipeline, List<RouteEdge> wanted, boolean sends) {
        this.pipeline = pipeline;
        this.wanted = wanted;
        this.sends = sends;
        List<Stage> stages = pipeline.stages();
        processors = new Processor[stages.size()];
        for (int i = 0; i < processors.length; i++) {
            Processor processor = stages.get(i).processor().in(new Place(stages.get(i), i + 1));
            processors[i] = new Placed(processor, this, i);
        }
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Memories memories() {
        return memories;
    }

    List<RouteEdge> wanted() {
        return wanted;
    }

    /// Remembers what stands before `offset`, and takes part from there.
    void joins(long offset) {
        joined = offset;
    }

    /// Serves other routes from the next record on.
    void wanted(List<RouteEdge> others) {
        wanted = others;
    }

    /// The events of the record at `offset`, which the log took at `appendMillis`, follow. `first`: it has not been
    /// read before, and counts.
    public void begin(long offset, long appendMillis, boolean first) {
        begin(offset, appendMillis, first, null, true);
    }

    /// The same, with somebody looking on. A record that is read only to remember it serves no route.
    void begin(long offset, long appendMillis, boolean first, @Nullable Observer observer, boolean serving) {
        this.offset = offset;
        this.appendMillis = appendMillis;
        this.first = first;
        this.observer = observer;
        routes = serving ? wanted : List.of();
        made = 0;
        active = serving || (!memories.isEmpty() && offset >= joined);
        if (active) {
            memories.advance(appendMillis);
        }
    }

    /// The present record, all of whose events have come, is the last of this reading.
    void end() {
        if (active) {
            memories.end();
        }
    }

    /// Takes an event of the record through.
    public void accept(Event event) {
        if (!active) {
            return;
        }
        event.enter(pipeline.id(), pipeline.fields());
        Observer looking = observer;
        if (looking == null) {
            arrived(event, whole().apply(event));
            return;
        }
        for (Condition filter : pipeline.filters()) {
            if (!filter.test(event)) {
                if (showsSteps()) {
                    looking.refused(pipeline, filter, event);
                }
                pipeline.count(event, Outcome.FILTERED, first);
                return;
            }
        }
        if (showsSteps()) {
            looking.entered(pipeline, event);
        }
        observed(event, 0, looking);
    }

    /// What is read again has been seen before, but for what becomes of it at its routes.
    private boolean showsSteps() {
        return first || !sends;
    }

    private Processor whole() {
        if (whole == null) {
            List<Processor> all = new ArrayList<>();
            pipeline.filters().forEach(filter -> all.add(new Placed(new Filter(filter), this, FILTERS)));
            all.addAll(List.of(processors));
            whole = Sequence.of(all);
        }
        return whole;
    }

    /// One of the processors, which says where an event went no further.
    private record Placed(Processor processor, Passage passage, int at) implements Processor {
        @Override
        public Verdict apply(Event event) {
            Verdict verdict = processor.apply(event);
            if (verdict != Verdict.KEEP) {
                passage.place = at;
            }
            return verdict;
        }

        @Override
        public @Nullable Splitter splitter() {
            return processor.splitter();
        }
    }

    /// Through the processors from the one at `next`, and to the routes.
    private void run(Event event, int next) {
        Verdict verdict = Verdict.KEEP;
        for (int i = next; i < processors.length && verdict == Verdict.KEEP; i++) {
            verdict = processors[i].apply(event);
        }
        arrived(event, verdict);
    }

    /// To the routes, if it has come so far.
    private void arrived(Event event, Verdict verdict) {
        if (verdict == Verdict.LAST) {
            pipeline.stages().get(place).ended(first);
        } else if (verdict != Verdict.KEEP && place == FILTERS) {
            pipeline.count(event, Outcome.FILTERED, first);
            return;
        } else if (verdict != Verdict.KEEP) {
            left(event, place, verdict);
            return;
        }
        pipeline.count(event, Outcome.PASSED, first);
        for (int i = 0; i < routes.size(); i++) {
            routes.get(i).offer(event);
        }
    }

    private void observed(Event event, int next, Observer looking) {
        for (int i = next; i < processors.length; i++) {
            Stage stage = pipeline.stages().get(i);
            if (showsSteps()) {
                looking.before(stage);
            }
            Verdict verdict = processors[i].apply(event);
            if (showsSteps()) {
                looking.after(pipeline, stage, verdict, event);
            }
            if (verdict == Verdict.LAST) {
                stage.ended(first);
                break;
            }
            if (verdict != Verdict.KEEP) {
                left(event, i, verdict);
                return;
            }
        }
        pipeline.count(event, Outcome.PASSED, first);
        for (RouteEdge route : routes) {
            looking.offered(pipeline, route, sends ? route.offer(event) : route.decide(event), event);
        }
    }

    /// From the processor at `next` on, whether somebody looks or not.
    private void goOn(Event event, int next) {
        Observer looking = observer;
        if (looking == null) {
            run(event, next);
        } else {
            observed(event, next, looking);
        }
    }

    private void left(Event event, int place, Verdict verdict) {
        pipeline.count(event, verdict == Verdict.DROP ? Outcome.DROPPED : Outcome.ABSORBED, first);
        Stage stage = pipeline.stages().get(place);
        stage.left(verdict, first);
        if (verdict == Verdict.SPLIT) {
            split(event, stage, Objects.requireNonNull(processors[place].splitter()), place + 1);
        }
    }

    private void split(Event event, Stage stage, Splitter splitter, int next) {
        List<?> parts = splitter.parts(event);
        stage.created(parts.size(), first);
        Shown before = event.shown();
        for (Object part : parts) {
            event.show(before);
            event.nextPart();
            splitter.show(event, part);
            goOn(event, next);
        }
    }

    /// A stage in this reading: what it makes goes on at `next`.
    private final class Place implements Reading, Emitter {
        private final Stage stage;
        private final int next;
        private final Event event = new Event();
        private final Event held = new Event();
        private final List<Memory> remembered = new ArrayList<>();

        Place(Stage stage, int next) {
            this.stage = stage;
            this.next = next;
        }

        @Override
        public Emitter emitter() {
            return this;
        }

        @Override
        public void remembers(Memory memory) {
            remembered.add(memory);
            String own = memory.definition();
            memories.add(stage.name() + " " + remembered.size(), own.isEmpty() ? stage.definition() : own, memory);
        }

        @Override
        public Event make(Kind kind, String name) {
            if (made == MAX_PER_RECORD) {
                throw new IllegalStateException("more than " + MAX_PER_RECORD + " events were made at one record");
            }
            event.make(kind, MADE, offset, made++, appendMillis);
            event.enter(pipeline.id(), pipeline.fields());
            event.showName(name);
            return event;
        }

        @Override
        public void emit() {
            emit(event);
        }

        @Override
        public Event recall(byte[] bytes) {
            EventBytes.read(bytes, held, pipeline.id(), pipeline.fields());
            held.returns(offset);
            return held;
        }

        @Override
        public void release() {
            emit(held);
        }

        private void emit(Event emitted) {
            stage.created(1, first);
            Observer looking = observer;
            if (looking != null && showsSteps()) {
                looking.made(pipeline, stage, emitted);
            }
            goOn(emitted, next);
            if (looking != null && showsSteps()) {
                looking.wentOn();
            }
        }
    }
}

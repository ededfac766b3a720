package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fields that one processor sets and an event has of its own. The processor sets them as any; behind it they are
/// given to the event, so that later processors, the lake and destinations find them where they find the event's own.
record OwnFields(List<Field> fields) {
    record Field(int slot, OwnName name, Failures failures) {}

    void show(Event event) {
        for (Field field : fields) {
            Object value = event.field(field.slot);
            if (value != null) {
                event.field(field.slot, null);
                if (!field.name.give(event, value, field.failures)) {
                    event.field(field.slot, value);
                }
            }
        }
    }

    /// The processor itself, if it sets none.
    Processor shownAfter(Processor processor) {
        return fields.isEmpty() ? processor : new Shown(processor, this);
    }

    private record Shown(Processor processor, OwnFields own) implements Processor, Splitter {
        @Override
        public Verdict apply(Event event) {
            Verdict verdict = processor.apply(event);
            if (verdict == Verdict.KEEP || verdict == Verdict.LAST) {
                own.show(event);
            }
            return verdict;
        }

        @Override
        public Processor in(Reading reading) {
            return new Shown(processor.in(reading), own);
        }

        @Override
        public @Nullable Splitter splitter() {
            return processor.splitter() == null ? null : this;
        }

        @Override
        public List<? extends @Nullable Object> parts(Event event) {
            return parting().parts(event);
        }

        @Override
        public void show(Event event, @Nullable Object part) {
            parting().show(event, part);
            own.show(event);
        }

        private Splitter parting() {
            return Objects.requireNonNull(processor.splitter());
        }
    }
}

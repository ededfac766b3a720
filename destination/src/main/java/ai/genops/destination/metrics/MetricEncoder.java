package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.expression.EvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Measures the events of one route. It never throws: a refusal would cut the batch in two, and the halves of a batch
/// would overwrite each other's sums. What cannot be measured is written with its reason.
final class MetricEncoder implements Encoder {
    private final List<Compiled> metrics;
    private final Naming naming;

    /// A metric ready to be measured, tags by ascending name.
    record Compiled(Metric metric, FieldValue value, List<CompiledTag> tags) {}

    /// A tag ready to be filled in.
    record CompiledTag(String name, TagValue value) {}

    interface TagValue {
        /// The text; null if a field it names is absent.
        @Nullable
        String of(Event event);
    }

    MetricEncoder(List<Compiled> metrics, Naming naming) {
        this.metrics = List.copyOf(metrics);
        this.naming = naming;
    }

    @Override
    public void encode(Event event, JsonBuffer out) {
        reading(event).write(out);
    }

    @Override
    public void preview(Event event, JsonBuffer out) throws UnencodableException {
        reading(event).preview(out);
    }

    private Reading reading(Event event) {
        long millis = event.timeNanos() / 1_000_000;
        try {
            List<Sample> samples = new ArrayList<>();
            for (Compiled metric : metrics) {
                measure(metric, event, samples);
            }
            return new Reading(event.deliveredAt(), millis, samples, "");
        } catch (EvaluationException e) {
            return new Reading(
                    event.deliveredAt(), millis, List.of(), "a metric's expression failed: " + e.getMessage());
        } catch (UnencodableException e) {
            return new Reading(event.deliveredAt(), millis, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private void measure(Compiled metric, Event event, List<Sample> samples) throws UnencodableException {
        String name = metric.metric().name();
        BigDecimal value = Amounts.of(name, metric.value().of(event));
        if (value == null) {
            return;
        }
        if (value.signum() < 0 && metric.metric().kind().addsUp() && !naming.takesNegativeCounts()) {
            throw new UnencodableException("the value of `" + name + "` is " + value + ", and a counter only grows");
        }
        samples.add(new Sample(new Series(name, labels(metric, event)), value));
    }

    private List<String> labels(Compiled metric, Event event) {
        var labels = new TreeMap<String, String>();
        for (CompiledTag tag : metric.tags()) {
            String text = tag.value().of(event);
            String value = text == null ? "" : naming.value(tag.name(), text);
            if (!value.isEmpty()) {
                labels.put(tag.name(), value);
            }
        }
        List<String> flat = new ArrayList<>(2 * labels.size());
        labels.forEach((label, value) -> {
            flat.add(label);
            flat.add(value);
        });
        return flat;
    }
}

package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.rules.convention.Meaning;
import ai.genops.rules.convention.Meaning.Form;
import ai.genops.rules.convention.SpanConventions;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gives spans of other conventions the `genops.*` attributes that they mean, where they do not have them: all
/// generations of OpenTelemetry's `gen_ai.*`, OpenInference, and Traceloop's `llm.*`.
///
/// Spans that only stand around model calls (agents, chains, workflows, tools) repeat the usage of the calls inside
/// them; their tokens and costs are not taken over, since they would count twice.
record Conventions(Failures failures) implements Processor {
    /// A meaning with its names found.
    private record Row(Key target, Form form, List<Key> from) {
        static Row of(Meaning meaning) {
            return new Row(
                    Key.of(meaning.target()),
                    meaning.form(),
                    meaning.from().stream().map(Key::of).toList());
        }
    }

    private static final List<Row> TABLE =
            SpanConventions.TABLE.stream().map(Row::of).toList();
    private static final List<Key> KINDS =
            SpanConventions.KINDS.stream().map(Key::of).toList();

    /// Whether a span stands around model calls and repeats what they used.
    static boolean isAround(Attributes attributes) {
        for (Key key : KINDS) {
            int position = attributes.find(key);
            if (position >= 0 && attributes.value(position) instanceof String kind && SpanConventions.isAround(kind)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Verdict apply(Event event) {
        boolean around = isAround(event.attributes());
        for (Row row : TABLE) {
            if (!(around && row.form != Form.TEXT)) {
                fill(event, row);
            }
        }
        return Verdict.KEEP;
    }

    private void fill(Event event, Row row) {
        Attributes attributes = event.attributes();
        if (attributes.find(row.target) >= 0 || event.resource().find(row.target) >= 0) {
            return;
        }
        for (Key from : row.from) {
            int position = attributes.find(from);
            if (position >= 0) {
                Object value = attributes.value(position);
                Object fit = fit(value, row.form);
                if (fit == null) {
                    failures.failed(
                            event,
                            "`" + from.name() + "` is `" + value + "`, which is no "
                                    + row.form.name().toLowerCase(Locale.ROOT));
                } else {
                    attributes.set(row.target, fit);
                }
                return;
            }
        }
    }

    private static @Nullable Object fit(@Nullable Object value, Form form) {
        return switch (form) {
            case TEXT -> value instanceof String text && !text.isEmpty() ? text : null;
            case TOKENS -> Amounts.tokens(value);
            case MONEY -> Amounts.money(value);
        };
    }
}

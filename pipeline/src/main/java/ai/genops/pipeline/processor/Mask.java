package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replaces what a pattern finds in the texts of a field or of attributes, also inside lists and objects.
/// An attribute is masked for this pipeline alone.
public record Mask(List<Rule> rules) implements Processor {
    /// `replacement` as in [java.util.regex.Matcher#replaceAll].
    public record Rule(Target target, Pattern pattern, String replacement) {}

    /// What a rule looks at.
    public sealed interface Target {
        /// A field, and the attributes its value came from: masking a copy hides nothing.
        record Field(int slot, List<Key> sources) implements Target {}

        /// Attributes of the event and of its resource whose name fits.
        record AttributeNames(Pattern names) implements Target {}
    }

    @Override
    public Verdict apply(Event event) {
        for (Rule rule : rules) {
            switch (rule.target()) {
                case Target.Field(int slot, var sources) -> {
                    event.field(slot, masked(event.field(slot), rule));
                    sources.forEach(source -> mask(event.attributes(), source, rule));
                    sources.forEach(source -> mask(event.resource(), source, rule));
                }
                case Target.AttributeNames(Pattern names) -> {
                    mask(event.attributes(), names, rule);
                    mask(event.resource(), names, rule);
                }
            }
        }
        return Verdict.KEEP;
    }

    private static void mask(Attributes attributes, Pattern names, Rule rule) {
        for (int i = 0; i < attributes.size(); i++) {
            if (names.matcher(attributes.key(i).name()).matches()) {
                mask(attributes, i, rule);
            }
        }
    }

    private static void mask(Attributes attributes, Key name, Rule rule) {
        int position = attributes.find(name);
        if (position >= 0) {
            mask(attributes, position, rule);
        }
    }

    private static void mask(Attributes attributes, int position, Rule rule) {
        Object value = attributes.value(position);
        Object masked = masked(value, rule);
        if (masked != null && !masked.equals(value)) {
            attributes.replace(position, masked);
        }
    }

    /// The same object if there was nothing to mask.
    private static @Nullable Object masked(@Nullable Object value, Rule rule) {
        return switch (value) {
            case String text -> masked(text, rule);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(masked(item, rule)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, item) -> copy.put(name, masked(item, rule)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }

    private static String masked(String text, Rule rule) {
        var found = rule.pattern().matcher(text);
        return found.find() ? found.replaceAll(rule.replacement()) : text;
    }
}

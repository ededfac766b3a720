package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Gives fields and attributes other names; what had the new name before is gone. What has no value is left alone.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Rename(
        int[] from,
        int[] to,
        @Nullable Names attributes,
        @Nullable Names resource) implements Processor {
    /// New names by old ones. What is known of a key is kept, up to a bound. Safe for concurrent use.
    static final class Names {
        private static final int MAX_KNOWN = 1 << 14;

        private final List<Rule> rules;
        private final Map<Key, Key> known = new ConcurrentHashMap<>();

        record Rule(Glob from, Glob to) {}

        Names(List<Rule> rules) {
            this.rules = List.copyOf(rules);
        }

        /// The new name, or the same key if it keeps its name.
        Key of(Key key) {
            Key name = known.get(key);
            if (name == null) {
                name = find(key);
                if (known.size() < MAX_KNOWN) {
                    known.put(key, name);
                }
            }
            return name;
        }

        private Key find(Key key) {
            for (Rule rule : rules) {
                List<String> values = rule.from.match(key.name());
                if (values != null) {
                    return Key.of(rule.to.fill(values));
                }
            }
            return key;
        }
    }

    @Override
    public Verdict apply(Event event) {
        for (int i = 0; i < from.length; i++) {
            Object value = event.field(from[i]);
            if (value != null) {
                event.field(from[i], null);
                event.field(to[i], value);
            }
        }
        if (attributes != null) {
            rename(event.attributes(), attributes);
        }
        if (resource != null) {
            rename(event.resource(), resource);
        }
        return Verdict.KEEP;
    }

    /// From the last to the first, since a new name may take the place of another attribute.
    private static void rename(Attributes attributes, Names names) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (i < attributes.size()) {
                i = attributes.rename(i, names.of(attributes.key(i)));
            }
        }
    }
}

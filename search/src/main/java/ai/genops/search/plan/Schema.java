package ai.genops.search.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The names of a relation. Names defined by commands come first, in their order; while it is *open*, every
/// other name is looked up in the events themselves.
///
/// @param columns defined names, in the order of the result
/// @param events where undefined names are looked up; null once a command such as `stats` has closed the schema
/// @param removed names of the events that a command has taken away
/// @param closedBy the command after which only the defined names exist, for messages
public record Schema(
        SequencedMap<String, Expr> columns,
        @Nullable Events events,
        Set<String> removed,
        @Nullable String closedBy) {

    public Schema {
        columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
        removed = Set.copyOf(removed);
    }

    /// All names of the events.
    public static Schema open(Events events) {
        return new Schema(new LinkedHashMap<>(), events, Set.of(), null);
    }

    /// These names and no others.
    public static Schema closed(SequencedMap<String, Expr> columns, String command) {
        return new Schema(columns, null, Set.of(), command);
    }

    public boolean isOpen() {
        return events != null;
    }

    /// What a name stands for, null if no row can have it.
    public @Nullable Expr find(String name) {
        Expr defined = columns.get(name);
        if (defined != null || events == null || removed.contains(name)) {
            return defined;
        }
        return events.resolve(name);
    }

    /// Whether a name is defined or is one that the events are known to have.
    public boolean isKnown(String name) {
        return columns.containsKey(name) || (events != null && !removed.contains(name) && events.isKnown(name));
    }

    public Schema with(String name, Expr value) {
        var changed = new LinkedHashMap<>(columns);
        changed.put(name, value);
        return new Schema(changed, events, removed, closedBy);
    }

    public Schema without(Predicate<String> names) {
        var kept = new LinkedHashMap<>(columns);
        kept.keySet().removeIf(names);
        var gone = new TreeSet<>(removed);
        knownNames().filter(names).forEach(gone::add);
        return new Schema(kept, events, gone, closedBy);
    }

    /// All names known before the query runs: defined ones in their order, then those of the events, sorted.
    public Stream<String> knownNames() {
        Stream<String> ofEvents = events == null ? Stream.of() : events.names().stream();
        return Stream.concat(
                columns.keySet().stream(),
                ofEvents.filter(name -> !columns.containsKey(name) && !removed.contains(name)));
    }

    /// Known names that match a pattern with `*`, sorted, as Splunk expands it; the pattern itself if it has no
    /// `*`.
    public List<String> expand(String pattern) {
        if (pattern.indexOf('*') < 0) {
            return List.of(pattern);
        }
        return knownNames().filter(new Wildcard(pattern)::matches).sorted().toList();
    }

    /// The same names with new contents.
    public Schema replaced(Map<String, Expr> values) {
        var changed = new LinkedHashMap<>(columns);
        changed.putAll(values);
        return new Schema(changed, events, removed, closedBy);
    }
}

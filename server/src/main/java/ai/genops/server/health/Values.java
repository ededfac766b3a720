package ai.genops.server.health;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The metrics at one moment: Double or String. The subject is a source's or destination's id, and empty for the
/// server.
public final class Values {
    private final Map<Scope, SortedMap<String, Map<Metric, Object>>> bySubject = new EnumMap<>(Scope.class);

    Values() {
        subject(Scope.SERVER, "");
    }

    /// Makes a subject known, with no value yet.
    Map<Metric, Object> subject(Scope scope, String subject) {
        return bySubject
                .computeIfAbsent(scope, _ -> new TreeMap<>())
                .computeIfAbsent(subject, _ -> new EnumMap<>(Metric.class));
    }

    void put(Metric metric, String subject, double value) {
        if (!Double.isNaN(value)) {
            subject(metric.scope(), subject).put(metric, value);
        }
    }

    void put(Metric metric, String subject, long value) {
        put(metric, subject, (double) value);
    }

    void put(Metric metric, String subject, String value) {
        subject(metric.scope(), subject).put(metric, value);
    }

    /// What a metric says of a subject; null if it is not known. A metric of the server holds for every subject.
    public @Nullable Object find(Metric metric, String subject) {
        Map<Metric, Object> of = bySubject
                .getOrDefault(metric.scope(), new TreeMap<>())
                .get(metric.scope() == Scope.SERVER ? "" : subject);
        return of == null ? null : of.get(metric);
    }

    public List<String> subjects(Scope scope) {
        return List.copyOf(bySubject.getOrDefault(scope, new TreeMap<>()).keySet());
    }
}

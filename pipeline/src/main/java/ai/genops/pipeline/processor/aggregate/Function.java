package ai.genops.pipeline.processor.aggregate;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can be computed of the values of a window.
public enum Function {
    COUNT,
    SUM,
    MIN,
    MAX,
    AVG,
    DISTINCT,
    FIRST,
    LAST,
    QUANTILE;

    private static final TreeMap<String, Function> BY_LABEL = new TreeMap<>();

    static {
        for (Function function : values()) {
            BY_LABEL.put(function.label(), function);
        }
    }

    /// As it is written: `sum`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable Function find(String label) {
        return BY_LABEL.get(label);
    }

    public static Set<String> labels() {
        return BY_LABEL.keySet();
    }

    /// Whether it takes numbers only.
    public boolean ofNumbers() {
        return switch (this) {
            case SUM, MIN, MAX, AVG, QUANTILE -> true;
            case COUNT, DISTINCT, FIRST, LAST -> false;
        };
    }

    /// Whether its result is always a number.
    public boolean givesNumber() {
        return switch (this) {
            case COUNT, AVG, DISTINCT, QUANTILE -> true;
            case SUM, MIN, MAX, FIRST, LAST -> false;
        };
    }

    /// One that has seen no value; `quantile`: which one, for [#QUANTILE].
    public Tally begin(double quantile) {
        return switch (this) {
            case COUNT -> new Count();
            case SUM -> new Sum();
            case MIN -> new Extreme(-1);
            case MAX -> new Extreme(1);
            case AVG -> new Average();
            case DISTINCT -> new Distinct();
            case FIRST -> new Edge(-1);
            case LAST -> new Edge(1);
            case QUANTILE -> new Quantile(quantile);
        };
    }
}

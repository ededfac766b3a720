package ai.genops.autoconfigure;

import ai.genops.rules.convention.Meaning;
import ai.genops.rules.convention.SpanConventions;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a span says of models in its own words, and in {@code genops.*}. */
final class Said {
    private static final String OWN = "genops.";
    /** Whoever writes one of these keeps the span's books. */
    private static final List<String> BOOKS =
            List.of("genops.cost.", "genops.tokens.", "genops.accounting.", "genops.spec.", "genops.policy.");

    private static final Set<String> WORDS = words();

    private final Map<String, Object> words = new HashMap<>();
    private final Map<String, Object> meant = new HashMap<>();
    private final boolean isAccounted;
    private final boolean isAround;

    Said(SpanData span) {
        span.getAttributes().forEach((key, value) -> {
            if (key.getKey().startsWith(OWN) || WORDS.contains(key.getKey())) {
                words.put(key.getKey(), value);
            }
        });
        isAccounted = words.keySet().stream().anyMatch(name -> BOOKS.stream().anyMatch(name::startsWith));
        isAround = SpanConventions.KINDS.stream()
                .anyMatch(name -> words.get(name) instanceof String kind && SpanConventions.isAround(kind));
        if (!isAccounted && !words.isEmpty()) {
            SpanConventions.TABLE.forEach(this::translate);
            SpanConventions.PRICED_BY.forEach(this::translate);
        }
    }

    private static Set<String> words() {
        Set<String> words = new HashSet<>(SpanConventions.KINDS);
        words.add(SpanConventions.REQUESTED_MODEL);
        SpanConventions.TABLE.forEach(meaning -> words.addAll(meaning.from()));
        SpanConventions.PRICED_BY.forEach(meaning -> words.addAll(meaning.from()));
        return words;
    }

    /** The first word that is there counts, if it is what it has to be. */
    private void translate(Meaning meaning) {
        for (String name : meaning.from()) {
            Object value = words.get(name);
            if (value != null) {
                Object fit = fit(value, meaning.form());
                if (fit != null) {
                    meant.put(meaning.target(), fit);
                }
                return;
            }
        }
    }

    private static @Nullable Object fit(Object value, Meaning.Form form) {
        double number = value instanceof Number some ? some.doubleValue() : -1;
        boolean isAmount = number >= 0 && number < Double.POSITIVE_INFINITY;
        return switch (form) {
            case TEXT -> value instanceof String text && !text.isEmpty() ? text : null;
            case TOKENS -> isAmount && number == Math.rint(number) ? (Object) (long) number : null;
            case MONEY -> isAmount ? (Object) number : null;
        };
    }

    /** Whether somebody keeps its books already. */
    boolean isAccounted() {
        return isAccounted;
    }

    /** Whether it only stands around calls of models. */
    boolean isAround() {
        return isAround;
    }

    /** Whether it has to do with models at all. */
    boolean isOfModels() {
        return isAround || hasModel() || hasUsage();
    }

    boolean hasModel() {
        return meant.containsKey("genops.cost.model");
    }

    boolean hasUsage() {
        return meant.containsKey("genops.tokens.input") || meant.containsKey("genops.tokens.output");
    }

    /** Whether it is a call of a model that tells what it used, or that the GenOps SDK accounts for. */
    boolean isCall() {
        return isAccounted ? words.containsKey("genops.accounting.reserved") : hasUsage() && !isAround;
    }

    boolean has(String word) {
        return words.containsKey(word);
    }

    /** What it means by a {@code genops.*} attribute; null if nothing that can be. */
    @Nullable
    Object meant(String target) {
        return meant.get(target);
    }

    /** Empty if it says none. */
    String text(String target) {
        return meant.get(target) instanceof String text ? text : "";
    }

    /** 0 if it says none. */
    long count(String target) {
        return meant.get(target) instanceof Long count ? count : 0;
    }

    /** The model that was asked for; empty if it is not said. */
    String requestedModel() {
        return words.get(SpanConventions.REQUESTED_MODEL) instanceof String model ? model : "";
    }
}

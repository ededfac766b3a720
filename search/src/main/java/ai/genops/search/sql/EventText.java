package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event as text, and words that are looked for in it, as SQL over a row of the lake.
final class EventText {
    /// The event as JSON.
    static final String RAW = "json_merge_patch('{}'::json, json_object('name', name, 'kind', kind, "
            + "'trace_id', trace_id, 'span_id', span_id, 'parent_span_id', parent_span_id, 'status', status, "
            + "'duration_ms', duration_ns / 1e6), fields::json, json_object('events', events::json))::varchar";

    private EventText() {}

    /// The parts of [#RAW] one after the other: parsing and merging them takes several times as long as looking for a
    /// word.
    ///
    /// @param attributes as text
    static String parts(String attributes) {
        return """
                concat_ws(' ', '"name":"' || name || '"', '"kind":"' || kind || '"', '"trace_id":"' || trace_id || '"', \
                '"span_id":"' || span_id || '"', '"parent_span_id":"' || parent_span_id || '"', \
                '"status":"' || status || '"', '"duration_ms":' || duration_ns / 1e6, %s, '"events":' || events)""".formatted(attributes);
    }

    /// Whether a text has a word, see [ai.genops.search.plan.Op#WORD].
    static String word(Expr.Call word, String text) {
        return word.args().subList(1, 3).stream()
                .map(pattern ->
                        "regexp_matches(" + text + ", " + DuckDb.literal(((Expr.Text) pattern).value()) + ", 'i')")
                .collect(Collectors.joining(" and ", "(", ")"));
    }

    /// The same where attributes that have the word's name are looked at before the text.
    ///
    /// @param text empty: they tell all
    /// @param seen whether an attribute is there, null where that would be dear to tell
    static String word(Expr.Call word, String text, Function<String, @Nullable String> seen) {
        List<String> attributes = ScanReads.attributes(word).stream()
                .map(attribute -> seen.apply(attribute.names().getFirst()))
                .filter(Objects::nonNull)
                .toList();
        return attributes.contains("true")
                ? "true"
                : Stream.concat(attributes.stream(), Stream.of(text.isEmpty() ? "false" : word(word, text)))
                        .collect(Collectors.joining(" or ", "(", ")"));
    }
}

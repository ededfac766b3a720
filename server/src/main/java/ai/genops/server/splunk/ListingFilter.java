package ai.genops.server.splunk;

import java.util.List;
import java.util.Locale;

/// Which things of a route are wanted: the parameters `search`, a text in any value or `NAME=VALUE`, `offset` and
/// `count`.
///
/// @param count 0: all
record ListingFilter(String search, int offset, int count) {
    static ListingFilter of(Call call) {
        boolean all = call.text("count", "0").equals("-1");
        return new ListingFilter(call.text("search", ""), call.number("offset", 0), all ? 0 : call.number("count", 0));
    }

    List<Entry> apply(List<Entry> entries) {
        return entries.stream()
                .filter(this::matches)
                .skip(offset)
                .limit(count == 0 ? Long.MAX_VALUE : count)
                .toList();
    }

    private boolean matches(Entry entry) {
        if (search.isEmpty()) {
            return true;
        }
        int equals = search.indexOf('=');
        if (equals > 0) {
            String field = search.substring(0, equals).strip();
            String value = search.substring(equals + 1).strip().replace("\"", "");
            return entry.flat()
                    .getOrDefault(field.equals("name") ? "title" : field, List.of())
                    .contains(value);
        }
        String text = search.toLowerCase(Locale.ROOT).replace("*", "");
        return entry.flat().values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }
}

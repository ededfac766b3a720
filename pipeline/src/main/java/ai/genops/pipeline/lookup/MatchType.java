package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.match.MatchKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How keys are compared: `cidr`, for the last key column, or `CIDR(column)` as Splunk writes it. All other key columns
/// are compared exactly.
///
/// @param column empty: the last of the key
public record MatchType(MatchKind kind, String column) {
    static final MatchType EXACT = new MatchType(MatchKind.EXACT, "");

    private static final Pattern FORM = Pattern.compile("([A-Za-z]+)(?:\\s*\\(\\s*([^()]*?)\\s*\\))?");

    static MatchType read(Section section, List<String> keyFields) {
        List<String> texts = section.texts("match_type");
        if (texts.isEmpty()) {
            return EXACT;
        }
        Matcher form = FORM.matcher(texts.getFirst());
        if (texts.size() > 1 || !form.matches()) {
            section.problems()
                    .error(
                            section.at("match_type"),
                            "`match_type` is `" + String.join(", ", texts)
                                    + "`; one column can be matched otherwise than exactly",
                            "Write a kind, or a kind and its column: cidr, CIDR(network).");
            return EXACT;
        }
        String column = form.group(2) == null ? "" : form.group(2);
        section.problems()
                .require(
                        column.isEmpty() || keyFields.isEmpty() || isAmong(column, keyFields),
                        section.at("match_type"),
                        "`match_type` names the column `" + column + "`, which is no `key_field`",
                        Names.didYouMean(column, keyFields));
        return new MatchType(kind(section, form.group(1)), column);
    }

    /// The places of the key columns in the order in which an index takes them: the one that `kind` is for last.
    public List<Integer> order(List<String> keyColumns) {
        List<Integer> order = new ArrayList<>();
        int special = keyColumns.size() - 1;
        for (int i = 0; i < keyColumns.size(); i++) {
            special = Names.key(keyColumns.get(i)).equals(Names.key(column)) ? i : special;
        }
        for (int i = 0; i < keyColumns.size(); i++) {
            if (i != special) {
                order.add(i);
            }
        }
        order.add(special);
        return order;
    }

    private static boolean isAmong(String column, List<String> keyFields) {
        return keyFields.stream().anyMatch(field -> Names.key(field).equals(Names.key(column)));
    }

    private static MatchKind kind(Section section, String text) {
        List<String> known = new ArrayList<>();
        for (MatchKind kind : MatchKind.values()) {
            known.add(kind.name().toLowerCase(Locale.ROOT));
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        section.problems()
                .error(
                        section.at("match_type"),
                        "`match_type` is `" + text + "`, which is unknown",
                        Names.didYouMean(text, known));
        return MatchKind.EXACT;
    }
}

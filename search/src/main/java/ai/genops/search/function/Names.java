package ai.genops.search.function;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Eval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a name in an expression means. In Splunk an unquoted dot joins two values, so `genops.budget.limit`
/// would be three fields in a row; people write it and mean one field.
///
/// 1. In single quotes: one field.
/// 2. Known as a whole: one field.
/// 3. Made of known fields (the longest first): their values joined.
/// 4. Otherwise: one field, absent as far as is known.
///
/// In strict mode the parts between dots are fields and nothing else, as in Splunk. What is read differently from
/// Splunk is said in a message.
final class Names {
    /// To find fields in a chain takes as long as the square of its parts.
    private static final int MOST_PARTS = 100;

    private final Schema schema;
    private final Planning planning;

    Names(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    Expr resolve(Eval.Name name) {
        String text = name.text();
        if (name.quoted() || text.indexOf('.') < 0) {
            return planning.field(text, schema);
        }
        if (text.chars().filter(c -> c == '.').count() >= MOST_PARTS) {
            throw planning.error(
                    name.at(),
                    "a name of more than %d parts between dots".formatted(MOST_PARTS),
                    "To join values write spaces around the dots.");
        }
        if (planning.isStrict()) {
            return strictly(text);
        }
        List<String> joined = split(text);
        if (schema.isKnown(text) || joined == null) {
            note(text, schema.isKnown(text) && joined != null);
            return planning.field(text, schema);
        }
        planning.info("`%s` joins the values of %s".formatted(text, String.join(" and ", joined)));
        return joined(joined);
    }

    private Expr strictly(String text) {
        if (schema.isKnown(text)) {
            planning.warn("`%s` joins values, as in Splunk; for the field of that name write '%s' in single quotes"
                    .formatted(text, text));
        }
        return joined(List.of(text.split("\\.")));
    }

    private Expr joined(List<String> fields) {
        return fields.stream()
                .map(part -> planning.field(part, schema))
                .reduce(Operators::concat)
                .orElseThrow();
    }

    private void note(String text, boolean ambiguous) {
        if (ambiguous) {
            planning.warn(
                    "`%s` is read as one field, though its parts are fields as well; for these write spaces around the dot"
                            .formatted(text));
        } else {
            planning.info("`%s` is read as one field; Splunk wants '%s' in single quotes here".formatted(text, text));
        }
    }

    /// The chain as known fields, null if it is not made of such.
    private @Nullable List<String> split(String text) {
        var parts = new ArrayList<String>();
        String rest = text;
        while (!rest.isEmpty()) {
            String known = longestKnown(rest);
            if (known == null || known.equals(text)) {
                return splitBehind(text);
            }
            parts.add(known);
            rest = known.length() == rest.length() ? "" : rest.substring(known.length() + 1);
        }
        return parts;
    }

    /// Only simple names count when the whole is itself a known field.
    private @Nullable List<String> splitBehind(String text) {
        List<String> parts = List.of(text.split("\\."));
        return parts.stream().allMatch(schema::isKnown) ? parts : null;
    }

    private @Nullable String longestKnown(String text) {
        for (int end = text.length(); end > 0; end = text.lastIndexOf('.', end - 1)) {
            String prefix = text.substring(0, end);
            if (schema.isKnown(prefix)) {
                return prefix;
            }
        }
        return null;
    }
}

package ai.genops.expression;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lookups for tests: a table of two models, and one of networks. There is no matching by regular expressions.
final class ModelLookups implements Lookups {
    private static final List<String> MODELS = List.of("model", "price", "vendor");
    private static final List<String> NETWORKS = List.of("range", "site");

    @Override
    public Set<String> names() {
        return Set.of("models", "networks");
    }

    @Override
    public List<String> columns(String name) {
        return name.equals("models") ? MODELS : NETWORKS;
    }

    @Override
    public Table table(String name, String column, Match match) throws UnusableException {
        if (match == Match.REGEX) {
            throw new UnusableException("its keys are no regular expressions");
        }
        int key = columns(name).indexOf(column);
        return (value, _) -> switch (match) {
            case EXACT, REGEX -> row(name, key, value);
            case IGNORE_CASE -> row(name, key, value.toLowerCase(Locale.ROOT));
            case CIDR -> value.startsWith("10.") ? new @Nullable Object[] {"10.0.0.0/8", "office"} : null;
        };
    }

    private static @Nullable Object @Nullable [] row(String name, int key, String value) {
        @Nullable Object[] row = {"gpt-4o", 2.5, null};
        return name.equals("models") && value.equals(row[key]) ? row : null;
    }
}

package ai.genops.pipeline.lookup;

import ai.genops.expression.Lookups;
import ai.genops.pipeline.lookup.match.Duplicates;
import ai.genops.pipeline.lookup.match.MatchKind;
import ai.genops.pipeline.lookup.match.Query;
import ai.genops.pipeline.lookup.table.Column;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The lookups of a configuration as `C.Lookup` and its like see them: with all columns, as texts, kept current with
/// their files. The function says how keys are compared; a definition's `case_sensitive: false`, its `matches` and the
/// times its rows are valid for hold here, too.
public record ExpressionLookups(LookupTables tables) implements Lookups {
    @Override
    public Set<String> names() {
        return new TreeSet<>(tables.ids());
    }

    @Override
    public List<String> columns(String name) {
        return source(name).table().names();
    }

    @Override
    public Table table(String name, String column, Match match) throws UnusableException {
        LookupSource source = source(name);
        boolean caseSensitive = source.definition().caseSensitive() && match != Match.IGNORE_CASE;
        var keys = new LookupUse.Keys(List.of(column), kind(match), caseSensitive);
        try {
            LookupUse use = source.use(keys, columns(name), new Duplicates());
            return (value, seconds) -> row(use, value, seconds);
        } catch (IOException e) {
            throw new UnusableException(LookupErrors.text(e));
        }
    }

    private LookupSource source(String name) {
        return Objects.requireNonNull(tables.find(name));
    }

    private static MatchKind kind(Match match) {
        return switch (match) {
            case EXACT, IGNORE_CASE -> MatchKind.EXACT;
            case CIDR -> MatchKind.CIDR;
            case REGEX -> MatchKind.REGEX;
        };
    }

    private static @Nullable Object @Nullable [] row(LookupUse use, String value, double seconds) {
        LookupView view = use.view();
        Query query = Query.at(Math.round(seconds * 1e6) * 1000).with(value);
        int row = view.index().find(query);
        if (query.gaveUp() > 0) {
            use.source().countGaveUp(query.gaveUp());
        }
        if (row < 0) {
            return null;
        }
        @Nullable Object[] cells = new Object[view.outputs().size()];
        for (int i = 0; i < cells.length; i++) {
            Column column = view.outputs().get(i);
            cells[i] = column.value(row) == null ? null : column.text(row); // as the file writes it: 1.10, not 1.1
        }
        return cells;
    }
}

package ai.genops.search.partial;

import ai.genops.lake.DataFile;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One search's use of [PartialAggregates]: replaces the aggregations of its plans, where it can, by such that take
/// what files contribute from a table and read the rest. The tables that it makes are seen by others when its
/// transaction is over. Used by one thread.
public final class PartialReads {
    /// No other column of a query is so late; [ai.genops.search.plan.NewestFirst] has the last.
    private static final int FIRST_COLUMN = 1_000_000_000;

    private static final String OUT_OF_MEMORY = "Out of Memory";

    private final PartialAggregates all;
    private final boolean asks;
    private final Tables tables;
    private final long began;
    private final IdentityHashMap<Plan, Plan> replaced = new IdentityHashMap<>();
    private final Set<Signature> asked = new HashSet<>();
    private final Set<Long> spared = new HashSet<>();
    private final Set<Long> inside = new HashSet<>();
    private final Map<Signature, Kept> made = new LinkedHashMap<>();
    private @Nullable Set<Long> held;
    private int columns = FIRST_COLUMN;

    /// @param asks whether it counts as asking: a preview does not
    /// @param connection with the search's transaction
    /// @param statements run in it
    public PartialReads(PartialAggregates all, boolean asks, Connection connection, Statements statements) {
        this.all = all;
        this.asks = asks;
        this.tables = new Tables(connection, statements);
        this.began = all.published();
    }

    /// The files that there are, as the search sees it.
    public void held(Set<Long> ids) {
        held = ids;
    }

    /// The same rows.
    ///
    /// @throws SQLException if a table that is made fails as the plan would
    public Plan with(Plan plan) throws SQLException {
        return all.isOff() ? plan : replaced(plan);
    }

    private Plan replaced(Plan plan) throws SQLException {
        Plan found = replaced.get(plan);
        if (found == null) {
            found = plan instanceof Plan.Aggregate aggregate ? aggregate(aggregate) : null;
            if (found == null) {
                found = Inputs.replaced(plan, this::replaced);
            }
            replaced.put(plan, found);
        }
        return found;
    }

    private @Nullable Plan aggregate(Plan.Aggregate aggregate) throws SQLException {
        FileRows rows = FileRows.of(aggregate.input()).orElse(null);
        TwoLevels levels =
                rows == null ? null : TwoLevels.of(aggregate, this::column).orElse(null);
        if (rows == null || levels == null) {
            return null;
        }
        List<DataFile> whole = rows.scan().files().stream()
                .filter(file -> file.isFixed() && rows.scan().range().covers(file.first(), file.last()))
                .toList();
        var signature = new Signature(rows.steps(), levels.computed());
        if (whole.isEmpty() || !signature.isSmall()) {
            return null;
        }
        whole.stream().filter(file -> !file.isYoung()).map(DataFile::id).forEach(inside::add);
        Kept kept = current(signature, new Making(tables, rows, levels, this::column), whole);
        return kept == null ? null : inParts(kept, rows, levels, whole);
    }

    private @Nullable Plan inParts(Kept kept, FileRows rows, TwoLevels levels, List<DataFile> whole) {
        var known = new HashSet<>(whole.stream().map(DataFile::id).toList());
        known.retainAll(kept.files());
        if (known.isEmpty()) {
            return null;
        }
        known.stream().filter(inside::contains).forEach(spared::add);
        var parts = new ArrayList<Plan>();
        parts.add(kept.read(known, levels.columns()));
        Plan.Scan rest = rows.scan().without(known);
        if (!rest.files().isEmpty() || !rest.settled().isEmpty()) {
            parts.add(levels.lower(rows.of(rest), List.of()));
        }
        return levels.upper(parts);
    }

    /// The table of an aggregation with all files that it can have; null if there is none yet.
    private @Nullable Kept current(Signature signature, Making making, List<DataFile> whole) throws SQLException {
        Kept own = made.get(signature);
        if (own != null) {
            return own;
        }
        Kept found = all.find(signature);
        Kept kept = found != null && tables.sees(found.name()) ? found : null;
        boolean hidden = found != null && kept == null && found.since() > began;
        boolean first = asks && !hidden && asked.add(signature);
        List<DataFile> missing = whole.stream()
                .filter(file -> kept == null || !kept.knows(file.id()))
                .toList();
        if (missing.isEmpty() || !all.take(signature, first)) {
            return kept;
        }
        return made(signature, making, kept, missing);
    }

    private @Nullable Kept made(Signature signature, Making making, @Nullable Kept before, List<DataFile> missing)
            throws SQLException {
        try {
            String name = all.name();
            boolean worthwhile = before != null || making.isWorthwhile(missing, all.maxBytes());
            Kept kept = worthwhile ? making.run(name, before, missing, held == null ? Set.of() : held) : null;
            if (kept != null) {
                made.put(signature, kept);
                return kept;
            }
            all.giveUp(signature);
            tables.discard(name);
            return null;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(OUT_OF_MEMORY)) {
                all.giveUp(signature);
            } else {
                all.leave(signature);
            }
            throw e;
        }
    }

    private Column column(Type type) {
        return new Column(columns++, type);
    }

    /// How many of the files in the search's time it did not read, as a person is told; empty if it read all.
    public String told() {
        return spared.isEmpty() ? "" : "%,d of %,d files were added up before".formatted(spared.size(), inside.size());
    }

    /// To be called when everything of the search has run: ends the transaction, and keeps the tables that were made
    /// in it. Then the connection is of no further use.
    public void end() throws SQLException {
        if (all.isOff()) {
            tables.end(false);
            return;
        }
        all.count(spared.size(), inside.size() - spared.size());
        try {
            tables.end(!made.isEmpty());
        } finally {
            made.forEach((signature, table) -> {
                if (tables.has(table.name())) {
                    all.put(signature, table);
                } else {
                    all.leave(signature);
                }
            });
        }
        if (held != null) {
            all.takeThoseOf(held, began).forEach(this::trim);
        }
        all.superseded().forEach(tables::drop);
    }

    private void trim(Signature signature, Set<Long> gone) {
        Kept kept = all.find(signature);
        if (kept != null && gone.size() < kept.files().size()) {
            Kept trimmed = kept.trimmed(all.name(), gone);
            if (tables.copy(kept, trimmed)) {
                all.put(signature, trimmed);
                return;
            }
        }
        all.forget(signature);
    }
}

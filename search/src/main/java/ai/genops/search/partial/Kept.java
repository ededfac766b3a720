package ai.genops.search.partial;

import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A table with what files contribute to an aggregation. It never changes: another one takes its place.
///
/// @param name of the table
/// @param since how many tables there had been when searches began that see it
/// @param file the column that has the id of a file
/// @param columns those of [TwoLevels#columns], as the table has them
/// @param files of which it has what they contribute, which may be no row
/// @param unfit files of which it is no use to keep that
record Kept(String name, long since, Column file, List<Column> columns, Set<Long> files, Set<Long> unfit, long bytes) {

    Plan.Partials read(Set<Long> of, List<Column> as) {
        return new Plan.Partials(name, file, columns, as, of);
    }

    /// With the ids of files.
    Plan.Partials read(Set<Long> of, Column fileAs, List<Column> as) {
        return new Plan.Partials(name, file, Making.both(file, columns), Making.both(fileAs, as), of);
    }

    Kept since(long tables) {
        return new Kept(name, tables, file, columns, files, unfit, bytes);
    }

    boolean knows(long id) {
        return files.contains(id) || unfit.contains(id);
    }

    /// What of it is of files that are still there, in another table.
    Kept trimmed(String other, Set<Long> gone) {
        var left = new HashSet<>(files);
        left.removeAll(gone);
        var leftUnfit = new HashSet<>(unfit);
        leftUnfit.removeAll(gone);
        return new Kept(
                other,
                since,
                file,
                columns,
                Set.copyOf(left),
                Set.copyOf(leftUnfit),
                bytes * left.size() / files.size());
    }
}

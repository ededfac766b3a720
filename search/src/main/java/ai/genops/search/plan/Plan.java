package ai.genops.search.plan;

import ai.genops.lake.DataFile;
import ai.genops.search.plan.Expr.Column;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to compute, step by step; each step keeps all columns of its input unless it says otherwise. Nothing
/// here knows SQL, and no name that a user wrote appears: only column ids.
public sealed interface Plan {

    /// The events of a time in these datasets' tables and in these files and young tables of theirs, with the columns
    /// of [Events]. No dataset: no rows.
    ///
    /// @param settled datasets whose table may have rows
    /// @param some whether of a young table only the parts that are among the files are read, not all of it
    /// @param file holds the id of the file that a row is in; null if nobody asks
    record Scan(
            List<String> datasets,
            Set<String> settled,
            List<DataFile> files,
            TimeRange range,
            Events events,
            boolean some,
            @Nullable Column file)
            implements Plan {
        public Scan(List<String> datasets, Set<String> settled, List<DataFile> files, TimeRange range, Events events) {
            this(datasets, settled, files, range, events, false, null);
        }

        /// The events of a time in fewer files, and in no table.
        public Scan of(List<DataFile> fewer, TimeRange time, Column named) {
            return new Scan(datasets, Set.of(), fewer, time, events, true, named);
        }

        /// Without what these files have.
        public Scan without(Set<Long> ids) {
            List<DataFile> others =
                    files.stream().filter(file -> !ids.contains(file.id())).toList();
            return new Scan(datasets, settled, others, range, events, true, file);
        }
    }

    /// One row per dataset: its name, number of events, bytes, first and last time.
    record Inventory(
            List<String> datasets,
            List<DataFile> files,
            Column name,
            Column count,
            Column bytes,
            Column first,
            Column last)
            implements Plan {}

    /// So many rows without a column of their own but the row's number.
    record Rows(int count, Column number) implements Plan {}

    /// Keeps the rows for which the condition is true.
    record Filter(Plan input, Expr condition) implements Plan {}

    /// Adds columns; none sees another of the same step.
    record Extend(Plan input, List<Assignment> columns) implements Plan {}

    /// One row per combination of the keys, holding keys and values only. Without keys: exactly one row.
    record Aggregate(Plan input, List<Assignment> keys, List<Assignment> values) implements Plan {}

    /// Adds aggregates over each row's partition: all of it, or from its start to the row, or the last `frame`
    /// rows.
    record Window(Plan input, List<Expr> partition, Order order, Frame frame, List<Assignment> columns)
            implements Plan {}

    /// The first rows in an order.
    record Limit(Plan input, Order order, long count) implements Plan {}

    /// One row per value of a list; a row whose list is missing or empty stays, without a value. `place` counts the
    /// values.
    record Expand(Plan input, Expr list, Column value, Column place) implements Plan {}

    /// At least one row for each of these times: rows of the input by their time column, and for a time that no
    /// row has, a row without other values.
    record Fill(Plan input, Column time, List<Instant> times, Column filled) implements Plan {}

    /// Rows that are known already; `number` counts them from 1.
    record Values(Grid grid, List<Column> columns, Column number) implements Plan {}

    /// Rows that [Probe#keep] keeps for the rest of the search.
    record Kept(String table, List<Column> columns) implements Plan {}

    /// Rows of another search's partial aggregates: of these files, under these columns.
    ///
    /// @param stored the columns as they are named there
    /// @param file the stored one that holds the id of a file
    record Partials(String table, Column file, List<Column> stored, List<Column> columns, Set<Long> files)
            implements Plan {}

    /// Each row of the left with each row of the right that equals it in all pairs; with `outer` a left row without
    /// any stays, without the right's values. No column belongs to both.
    record Join(Plan left, Plan right, List<Match> on, boolean outer) implements Plan {}

    /// The rows of all inputs. Each input names what it has for every column of the result.
    record Union(List<Plan> inputs, List<List<Assignment>> columns) implements Plan {}

    record Match(Expr left, Expr right) {}

    record Assignment(Column column, Expr value) {}

    /// Rows that a window sees: `running` = up to the row; otherwise the whole partition. `rows` bounds how
    /// many, 0 = all; `includesCurrent` = the row itself counts.
    ///
    /// @param numbered whether `rows` counts the rows of all partitions; the window's order is then one column that
    ///     numbers them
    /// @param micros 0, or what a running window sees is less than so many microseconds away; the window's order is
    ///     then one column, of times or of seconds, and rows of the same time see each other
    record Frame(boolean running, long rows, boolean includesCurrent, boolean numbered, long micros) {
        public static final Frame WHOLE = new Frame(false, 0, true);

        public Frame(boolean running, long rows, boolean includesCurrent) {
            this(running, rows, includesCurrent, false, 0);
        }

        public Frame byNumber() {
            return new Frame(running, rows, includesCurrent, true, 0);
        }

        public Frame within(long time) {
            return new Frame(running, rows, includesCurrent, false, time);
        }
    }
}

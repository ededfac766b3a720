package ai.genops.expression;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lookup tables that `C.Lookup` and its like can use. Asked while expressions are compiled; the tables it gives
/// are asked for every event, by several threads.
public interface Lookups {
    /// There are none.
    Lookups NONE = new Lookups() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public List<String> columns(String name) {
            return List.of();
        }

        @Override
        public Table table(String name, String column, Match match) {
            return (_, _) -> null;
        }
    };

    /// How a value finds its row.
    enum Match {
        EXACT,
        IGNORE_CASE,
        CIDR,
        REGEX
    }

    /// Finds rows by a value of the column it was made for.
    interface Table {
        /// The row's values in the order of the columns, null for one that is absent; null if no row matches.
        ///
        /// @param seconds the event's time since 1970, for tables whose rows are valid for a time only
        @Nullable
        Object @Nullable [] row(String value, double seconds);
    }

    /// A table cannot be searched in that way; the message says why.
    final class UnusableException extends Exception {
        public UnusableException(String why) {
            super(why);
        }
    }

    /// The names of all tables, without the ending of a file.
    Set<String> names();

    /// The columns of the table `name`.
    List<String> columns(String name);

    /// The table `name`, to be searched by `column`; both are known.
    Table table(String name, String column, Match match) throws UnusableException;
}

package ai.genops.search.knowledge;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tables that queries read by name, and perhaps write. Used by several threads.
public interface Lookups {
    Lookups NONE = new Lookups() {
        @Override
        public @Nullable LookupTable read(String name) {
            return null;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    /// The table as it is now, null if there is none of this name. At most [LookupTable#MAX_ROWS] rows.
    @Nullable
    LookupTable read(String name);

    /// For telling which name somebody meant.
    Set<String> names();

    /// The database of where IP addresses are as it is now, null if there is none of this name.
    default @Nullable Locations locations(String name) {
        return null;
    }

    /// The names of the databases of where IP addresses are, which are none of [#names].
    default Set<String> databases() {
        return Set.of();
    }

    /// Why lookups cannot be written; empty if who may can.
    default String refusal() {
        return "lookups cannot be written here";
    }

    /// Puts a table in place of the one there was, wholly or not at all.
    ///
    /// @param who does it
    /// @throws IllegalArgumentException if it was not done, with the reason
    default void write(String name, LookupTable table, String who) {
        throw new IllegalArgumentException(refusal());
    }
}

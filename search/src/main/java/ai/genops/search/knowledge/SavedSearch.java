package ai.genops.search.knowledge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A search that has a name.
///
/// @param description for people; may be empty
/// @param earliest start of the time it covers unless who runs it names one, as a time modifier; null: everything
/// @param latest end of that time, exclusive
public record SavedSearch(
        String spl,
        String description,
        @Nullable String earliest,
        @Nullable String latest) {
    public static SavedSearch of(String spl) {
        return new SavedSearch(spl, "", null, null);
    }

    /// The query with values for `$name$`.
    public String with(Map<String, String> values) {
        return Placeholders.filled(spl, values);
    }

    /// Whether it holds `$name$`, and so is a query only when values are in their places.
    public boolean isUnfinished() {
        return Placeholders.areIn(spl);
    }
}

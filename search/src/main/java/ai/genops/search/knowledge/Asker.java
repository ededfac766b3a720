package ai.genops.search.knowledge;

import java.util.List;
import java.util.function.Predicate;

/// Who asks the server what it tells of itself.
///
/// @param administers whether what concerns others may be seen
/// @param indexes those that may be read
/// @param jobs those whose results may be read
public record Asker(
        String user, List<String> roles, boolean administers, Predicate<String> indexes, Predicate<SearchJob> jobs) {
    public Asker {
        roles = List.copyOf(roles);
    }
}

package ai.genops.search.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The jobs of the server, everybody's: who may read the results of which, their rights say. Used by several threads.
public interface SearchJobs {
    SearchJobs NONE = new SearchJobs() {
        @Override
        public @Nullable SearchJob find(String sid) {
            return null;
        }

        @Override
        public List<SearchJob> all() {
            return List.of();
        }

        @Override
        public JobTable load(SearchJob job) {
            throw new IllegalArgumentException(refusal());
        }
    };

    /// Why there are no jobs; empty if there may be some.
    default String refusal() {
        return "no jobs are kept here";
    }

    /// The job of this id, null if there is none, or none any more. Its time to live begins anew.
    @Nullable
    SearchJob find(String sid);

    /// All of them, the newest first.
    List<SearchJob> all();

    /// What a job found.
    ///
    /// @throws IllegalArgumentException if it cannot be read, with the reason
    JobTable load(SearchJob job);
}

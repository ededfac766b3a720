package ai.genops.search.knowledge;

import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// What a server tells of itself under the routes of its REST API, to `rest`. Used by several threads.
public interface RestRoutes {
    RestRoutes NONE = new RestRoutes() {
        @Override
        public String refusal() {
            return "no server answers here";
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public List<SequencedMap<String, List<String>>> read(String route, Asker who) {
            return List.of();
        }
    };

    /// Why there are no routes; empty if there are some.
    default String refusal() {
        return "";
    }

    /// The routes there are, such as `saved/searches`.
    Set<String> names();

    /// The things at one of these routes that somebody may see, each with the values of its fields; `title` is its
    /// name.
    List<SequencedMap<String, List<String>>> read(String route, Asker who);
}

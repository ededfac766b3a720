package ai.genops.server.splunk;

import ai.genops.search.knowledge.Asker;
import ai.genops.search.knowledge.RestRoutes;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be read at routes that list things: by Splunk's clients as entries of a feed, by the command
/// `rest` as rows. Whoever asks sees what their rights allow. Safe for concurrent use.
///
/// @param host who answers, as `splunk_server` tells it
public record Listings(Map<String, Listing> byRoute, String host) implements RestRoutes {
    /// The things at a route that somebody may see.
    @FunctionalInterface
    public interface Listing {
        List<Entry> of(Asker who);
    }

    public Listings {
        byRoute = Map.copyOf(byRoute);
    }

    @Override
    public Set<String> names() {
        return byRoute.keySet();
    }

    /// The route at which a path is, or one of its things; null if there is none.
    @Nullable
    String route(List<String> path) {
        for (int parts = Math.min(path.size(), 3); parts > 0; parts--) {
            String route = String.join("/", path.subList(0, parts));
            if (byRoute.containsKey(route)) {
                return route;
            }
        }
        return null;
    }

    List<Entry> entries(String route, Asker who) {
        Listing listing = byRoute.get(route);
        return listing == null ? List.of() : listing.of(who);
    }

    @Override
    public List<SequencedMap<String, List<String>>> read(String route, Asker who) {
        return entries(route, who).stream()
                .map(entry -> {
                    SequencedMap<String, List<String>> fields = entry.flat();
                    fields.put("splunk_server", List.of(host));
                    return fields;
                })
                .toList();
    }
}

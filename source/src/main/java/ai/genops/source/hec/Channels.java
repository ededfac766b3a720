package ai.genops.source.hec;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The channels of a source, each of one token, a bounded number: the one that has been quiet longest gives its place
/// to a new one. Safe for concurrent use.
final class Channels {
    static final int MOST = 1000;

    /// A GUID, with its hyphens.
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private record Id(String token, String channel) {}

    private final Map<Id, AckWindow> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, AckWindow> eldest) {
            return size() > MOST;
        }
    };

    static boolean isUsable(String channel) {
        return GUID.matcher(channel).matches();
    }

    long give(String token, String channel) {
        return window(token, channel).give();
    }

    boolean ask(String token, String channel, long id) {
        return window(token, channel).ask(id);
    }

    private synchronized AckWindow window(String token, String channel) {
        return windows.computeIfAbsent(new Id(token, channel.toLowerCase(Locale.ROOT)), _ -> new AckWindow());
    }
}

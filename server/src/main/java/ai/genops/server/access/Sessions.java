package ai.genops.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Who has logged in, and the links with which somebody may. They end after some hours without use, and with the
/// process. Safe for concurrent use.
public final class Sessions {
    private static final Duration IDLE = Duration.ofHours(12);
    private static final Duration LINK = Duration.ofMinutes(30);
    private static final int MOST = 1000;
    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final IntFunction<byte[]> random;
    private final Map<String, Session> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Instant> links = new LinkedHashMap<>();

    public Sessions(InstantSource clock, IntFunction<byte[]> random) {
        this.clock = clock;
        this.random = random;
    }

    /// @param token that was logged in with; null if it was a link. Who it is of, and whether it still counts, is asked
    ///     anew at each request
    /// @param csrf what a page of ours says with each change, and a page of another site cannot know
    record Session(@Nullable String token, String csrf, Instant usedAt) {}

    /// A session of whoever has this token.
    public String open(String token) {
        return add(token);
    }

    /// A code that logs an administrator in, once, within half an hour.
    public synchronized String link() {
        String code = fresh();
        links.put(code, clock.instant().plus(LINK));
        bound(links);
        return code;
    }

    /// The key of a session; null if the code is not one, or has been used.
    public synchronized @Nullable String redeem(String code) {
        Instant until = links.remove(code);
        return until == null || clock.instant().isAfter(until) ? null : add(null);
    }

    synchronized @Nullable Session find(String key) {
        Session session = byKey.get(key);
        Instant now = clock.instant();
        if (session == null || now.isAfter(session.usedAt().plus(IDLE))) {
            byKey.remove(key);
            return null;
        }
        byKey.put(key, new Session(session.token(), session.csrf(), now));
        return session;
    }

    public synchronized void close(String key) {
        byKey.remove(key);
    }

    private synchronized String add(@Nullable String token) {
        String key = fresh();
        byKey.put(key, new Session(token, fresh(), clock.instant()));
        bound(byKey);
        return key;
    }

    private static void bound(Map<String, ?> map) {
        if (map.size() > MOST) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private String fresh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random.apply(KEY_BYTES));
    }
}

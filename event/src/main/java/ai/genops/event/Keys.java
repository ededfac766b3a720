package ai.genops.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The table of interned keys. A client chooses attribute names, so the table is bounded: past [#MAX_KEYS] names,
/// further ones get a key of their own each time, which costs speed and never memory. Safe for concurrent use.
final class Keys {
    static final int MAX_KEYS = 1 << 14;
    static final Keys GLOBAL = new Keys();

    private static final int CACHE = 1 << 13;

    private final Map<String, Key> byName = new ConcurrentHashMap<>();
    /// Last key seen for a hash. Racy on purpose: a Key is immutable, and a miss only costs the slower look-up.
    private final Key[] byBytes = new Key[CACHE];

    Key of(String name) {
        Key known = byName.get(name);
        return known != null ? known : add(name);
    }

    Key of(byte[] buffer, int offset, int length) {
        int place = hash(buffer, offset, length) & (CACHE - 1);
        Key cached = byBytes[place];
        if (cached != null && matches(cached.utf8(), buffer, offset, length)) {
            return cached;
        }
        Key key = of(new String(buffer, offset, length, StandardCharsets.UTF_8));
        byBytes[place] = key;
        return key;
    }

    private synchronized Key add(String name) {
        Key known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MAX_KEYS) {
            return new Key(name, -1);
        }
        Key key = new Key(name, byName.size());
        byName.put(name, key);
        return key;
    }

    private static boolean matches(byte[] name, byte[] buffer, int offset, int length) {
        return name.length == length && Arrays.equals(name, 0, length, buffer, offset, offset + length);
    }

    private static int hash(byte[] buffer, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + buffer[i];
        }
        return hash ^ (hash >>> 13);
    }
}

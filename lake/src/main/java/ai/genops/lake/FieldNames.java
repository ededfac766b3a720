package ai.genops.lake;

import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that a dataset's `fields` have ever had, for `meta.fields`. Clients choose names, so at most
/// [#MAX_NAMES] of at most [#MAX_LENGTH] characters are listed; attributes beyond are stored and found like any
/// other, only not listed. One thread at a time, but for [#unlisted].
final class FieldNames {
    static final int MAX_NAMES = 10_000;
    static final int MAX_LENGTH = 500;

    private static final int CACHE = 1 << 12;

    /// A name that was seen, and itself as a member of a JSON object.
    private static final class Member {
        private final Key key;
        private final byte[] json;

        private Member(Key key, byte[] json) {
            this.key = key;
            this.json = json;
        }
    }

    private final Set<String> known = new HashSet<>();
    private final @Nullable Member[] cache = new Member[CACHE];
    private List<String> fresh = new ArrayList<>();
    private volatile long unlisted;

    /// Lists a name that the table holds already.
    void restore(String name) {
        known.add(name);
    }

    /// Lists a name if it is new.
    void note(Key key) {
        member(key);
    }

    /// The name as a member of a JSON object, quoted, with its colon; it is listed if it is new.
    byte[] member(Key key) {
        int place = key.name().hashCode() & (CACHE - 1);
        Member cached = cache[place];
        if (cached != null && cached.key == key) {
            return cached.json;
        }
        String name = key.name();
        byte[] json = new JsonBuffer(name.length() + 8).text(name).raw(':').toBytes();
        list(name);
        cache[place] = new Member(key, json);
        return json;
    }

    /// The names that are new since the last call.
    List<String> takeFresh() {
        if (fresh.isEmpty()) {
            return List.of();
        }
        List<String> taken = fresh;
        fresh = new ArrayList<>();
        return taken;
    }

    /// How often a name was met that is not listed; an estimate, as names in quick succession count once.
    long unlisted() {
        return unlisted;
    }

    private void list(String name) {
        if (known.contains(name)) {
            return;
        }
        if (known.size() < MAX_NAMES && name.length() <= MAX_LENGTH) {
            known.add(name);
            fresh.add(name);
        } else {
            countUnlisted();
        }
    }

    /// Only the feeding thread counts.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void countUnlisted() {
        unlisted++;
    }
}

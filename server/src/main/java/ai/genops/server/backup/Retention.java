package ai.genops.server.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which backups stay when a new one is there. The newest always does.
///
/// @param newest how many stay; 0: any number
/// @param before id of the time before which none stays; empty: any time
record Retention(int newest, String before) {
    static final Retention ALL = new Retention(0, "");

    /// @param newest 0: any number
    /// @param age zero: any
    static Retention at(Instant now, int newest, Duration age) {
        return new Retention(newest, age.isZero() ? "" : Backup.id(now.minus(age)));
    }

    /// @param ids the oldest first
    List<String> removed(List<String> ids) {
        int byCount = newest == 0 ? 0 : Math.max(0, ids.size() - newest);
        long byAge = ids.stream().filter(id -> id.compareTo(before) < 0).count();
        return ids.subList(0, (int) Math.min(Math.max(byCount, byAge), Math.max(0, ids.size() - 1)));
    }
}

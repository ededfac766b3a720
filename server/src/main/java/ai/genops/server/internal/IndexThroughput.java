package ai.genops.server.internal;

import ai.genops.lake.LakeStats;
import ai.genops.server.internal.LogRequest.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What each index took, as Splunk's `group=per_index_thruput` has it ("About Splunk Enterprise
/// metrics.log"): events and kilobytes, together and a second. Indexes that begin with `_` are left out, or
/// these rows would be told for ever. Used by one thread, and by another that says what was taken.
final class IndexThroughput {
    private final Supplier<List<LakeStats.OfDataset>> indexes;
    private volatile Map<String, Taken> told;
    private volatile long toldAt;

    private record Taken(long events, long bytes) {
        static final Taken NOTHING = new Taken(0, 0);

        /// Of an index that counts anew, all that it has.
        Taken since(Taken before) {
            return events < before.events ? this : new Taken(events - before.events, bytes - before.bytes);
        }

        Taken plus(Taken other) {
            return new Taken(events + other.events, bytes + other.bytes);
        }
    }

    /// What is to be told, which counts as told once [#run] is called.
    record Telling(List<Item> items, Runnable taken) {}

    IndexThroughput(Supplier<List<LakeStats.OfDataset>> indexes, long now) {
        this.indexes = indexes;
        told = taken();
        toldAt = now;
    }

    Telling tell(long now) {
        Map<String, Taken> after = taken();
        List<Item> items = new ArrayList<>();
        after.forEach((index, taken) -> {
            Taken change = taken.since(told.getOrDefault(index, Taken.NOTHING));
            if (change.events > 0 && !index.startsWith("_")) {
                items.add(item(index, change, Math.max(1, now - toldAt) / 1e3, now));
            }
        });
        return new Telling(items, () -> {
            told = after;
            toldAt = now;
        });
    }

    private Map<String, Taken> taken() {
        Map<String, Taken> taken = new TreeMap<>();
        indexes.get()
                .forEach(index ->
                        taken.merge(index.name(), new Taken(index.written(), index.writtenBytes()), Taken::plus));
        return taken;
    }

    private static Item item(String index, Taken change, double seconds, long now) {
        double kilobytes = change.bytes / 1024.0;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("component", "Metrics");
        fields.put("group", "per_index_thruput");
        fields.put("log_level", "INFO");
        fields.put("series", index);
        fields.put("kbps", rounded(kilobytes / seconds));
        fields.put("eps", rounded(change.events / seconds));
        fields.put("kb", rounded(kilobytes));
        fields.put("ev", change.events);
        return new Item(now, "Metrics - group=per_index_thruput, series=" + index, "", fields);
    }

    private static double rounded(double number) {
        return Math.round(number * 1e6) / 1e6;
    }
}

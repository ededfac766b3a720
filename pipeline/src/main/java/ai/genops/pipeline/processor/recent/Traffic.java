package ai.genops.pipeline.processor.recent;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;

/// The rate at which each group of events is sampled, so that about a budget of each is kept.
///
/// Time is cut into windows. When one ends, each group's moving average of events per window takes in what it had; in
/// the next one its rate is `budget / average`. A group that is below its budget, or new, is kept whole. One that had
/// nothing for so long that its average is below half an event is forgotten. This is `PerKeyThroughput` of Honeycomb's
/// dynsampler (github.com/honeycombio/dynsampler-go), with the moving average of its `EMAThroughput`, which suits
/// groups that come and go; that one divides one budget among all groups by the logarithm of their size instead.
///
/// Bursts cannot wait for the end of a window: once a group has twice as many events as its rate was made for, the rate
/// is made for what there is, which halves it, and so on. So of n events in one window at most about
/// `budget · (2 + log2(n / budget))` are kept, as long as `minRate` allows it.
///
/// Only how many events came decides the rates, never which of them were kept. That is what makes sums in which each
/// kept event counts `1 / rate` times unbiased: an event's own chance is exactly the rate that it is marked with.
public final class Traffic {
    private static final double NEGLIGIBLE = 0.5;
    private static final Digest REST = new Digest(0, 0);

    private final Budget budget;
    private final Runnable crowded;
    private final LinkedHashMap<Digest, Group> groups = new LinkedHashMap<>();
    private long window = Long.MIN_VALUE;

    /// How much of each group is to be kept.
    /// @param perWindow events of a group that are kept in each window, above 0
    /// @param windowMillis how long a window is, from 1
    /// @param minRate no group is sampled at less; above 0, at most 1
    /// @param weight of the last window in the moving average, above 0, at most 1
    /// @param maxGroups those beyond share one budget
    public record Budget(double perWindow, long windowMillis, double minRate, double weight, int maxGroups) {
        double rate(double events) {
            return Math.max(minRate, Math.min(1, perWindow / events));
        }
    }

    private static final class Group {
        /// Events per window; 0 in its first.
        double average;
        /// Events in this window.
        long seen;
        /// Events per window that the rate is made for.
        double expected;
        double rate;
    }

    /// Nothing has come yet.
    /// @param crowded is told of each event whose group is one too many
    public Traffic(Budget budget, Runnable crowded) {
        this.budget = budget;
        this.crowded = crowded;
    }

    public void advance(long nowMillis) {
        long current = Math.floorDiv(nowMillis, budget.windowMillis);
        for (; window < current && !groups.isEmpty(); window++) {
            endWindow();
        }
        window = Math.max(window, current);
    }

    /// At which rate an event of `key` that has come is sampled.
    public double rate(Digest key) {
        return rate(key, 1);
    }

    /// At which rate so many events of `key` are sampled that have come, and are kept or left out together.
    public double rate(Digest key, long events) {
        Group group = group(key);
        group.seen += events;
        if (group.seen > 2 * group.expected) {
            expect(group, (double) group.seen);
        }
        return group.rate;
    }

    private Group group(Digest key) {
        Group group = groups.get(key);
        if (group != null) {
            return group;
        }
        if (groups.size() < budget.maxGroups) {
            return groups.computeIfAbsent(key, _ -> begun());
        }
        crowded.run();
        return groups.computeIfAbsent(REST, _ -> begun());
    }

    private Group begun() {
        var group = new Group();
        expect(group, 0);
        return group;
    }

    private void expect(Group group, double events) {
        group.expected = Math.max(events, budget.perWindow);
        group.rate = budget.rate(group.expected);
    }

    private void endWindow() {
        for (var each = groups.values().iterator(); each.hasNext(); ) {
            Group group = each.next();
            group.average =
                    group.average == 0 ? group.seen : budget.weight * group.seen + (1 - budget.weight) * group.average;
            group.seen = 0;
            expect(group, group.average);
            if (group.average < NEGLIGIBLE) {
                each.remove();
            }
        }
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(window);
        out.writeInt(groups.size());
        for (var entry : groups.entrySet()) {
            entry.getKey().write(out);
            Group group = entry.getValue();
            out.writeDouble(group.average);
            out.writeLong(group.seen);
            out.writeDouble(group.expected);
        }
    }

    /// Into one that has seen nothing yet.
    /// @throws IOException if it is none of this budget
    public void load(DataInput in) throws IOException {
        window = in.readLong();
        int size = in.readInt();
        if (size < 0 || size - 1 > budget.maxGroups) {
            throw new IOException("%d groups were saved, at most %d are known".formatted(size, budget.maxGroups));
        }
        for (int i = 0; i < size; i++) {
            Digest key = Digest.read(in);
            Group group = groups.computeIfAbsent(key, _ -> begun());
            group.average = in.readDouble();
            group.seen = in.readLong();
            expect(group, in.readDouble());
        }
    }
}

package ai.genops.destination.prometheus;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.metrics.Fold;
import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Reading;
import ai.genops.destination.metrics.Readings;
import ai.genops.destination.metrics.Sample;
import ai.genops.destination.metrics.Series;
import ai.genops.destination.metrics.StateFile;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The counters: what each has come to since it began, and up to which log offset events are in them. One thread.
///
/// On disk two readings, one after the other: the totals, with the offset and the time of the last plan, and the
/// series that are new, with the offset at which the last plan begins and the time at which they stood at 0.
final class Totals {
    private final StateFile file;
    private final Map<String, Metric> metrics;
    private final int maxSeries;
    private Map<Series, BigDecimal> totals = new LinkedHashMap<>();
    private List<Series> fresh = List.of();
    private long freshMillis;
    private long counted;
    /// First offset of the last plan: what stands before is delivered.
    private long planned;
    private long lastMillis;

    private Totals(StateFile file, Map<String, Metric> metrics, int maxSeries) {
        this.file = file;
        this.metrics = metrics;
        this.maxSeries = maxSeries;
    }

    static Totals open(StateFile file, Map<String, Metric> metrics, int maxSeries) throws IOException {
        var totals = new Totals(file, metrics, maxSeries);
        byte[] known = file.read();
        if (known != null) {
            int length = ByteBuffer.wrap(known).getInt();
            Reading all = Reading.read(ByteBuffer.wrap(known, Integer.BYTES, length));
            int rest = Integer.BYTES + length;
            Reading fresh = Reading.read(ByteBuffer.wrap(known, rest, known.length - rest));
            all.samples().forEach(sample -> totals.totals.put(sample.series(), sample.value()));
            totals.counted = all.offset();
            totals.lastMillis = all.timeMillis();
            totals.fresh = fresh.samples().stream().map(Sample::series).toList();
            totals.freshMillis = fresh.timeMillis();
            totals.planned = fresh.offset();
        }
        return totals;
    }

    /// The first log record that is not delivered, by what is known here. A checkpoint before the last plan means that
    /// the log was lost, or its checkpoint set back: what is counted must not be numbered, or counted, again.
    long first(long checkpoint) {
        return checkpoint < planned ? counted : checkpoint;
    }

    /// The time of the last plan, in milliseconds since 1970; 0 before the first.
    long lastMillis() {
        return lastMillis;
    }

    /// Series that the other side is to be told stood at 0, at [#freshMillis], before it hears their first total.
    List<Series> fresh() {
        return fresh;
    }

    long freshMillis() {
        return freshMillis;
    }

    /// They have been told.
    void told() throws IOException {
        save(totals, List.of(), planned, counted, lastMillis);
    }

    BigDecimal total(Series series) {
        return totals.getOrDefault(series, BigDecimal.ZERO);
    }

    boolean has(Series series) {
        return totals.containsKey(series);
    }

    Set<Series> all() {
        return totals.keySet();
    }

    /// Adds the events that are not in yet, those at `counted` and beyond, and refuses those for whose series there
    /// is no room. Durable when it returns; unchanged if it throws.
    void add(Readings readings, long first, long next, long millis) throws IOException {
        var sums = new Fold(metrics);
        Set<Series> added = new HashSet<>(fresh);
        int size = totals.size();
        Set<Series> seen = new HashSet<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            if (!readings.counts(i)) {
                continue;
            }
            List<Series> unknown = unknown(reading, seen);
            if (!unknown.isEmpty() && (reading.offset() < counted || size + seen.size() + unknown.size() > maxSeries)) {
                readings.settle(
                        i,
                        new Outcome.Refused("there are " + maxSeries + " series already: label values that"
                                + " differ on every event do not belong in metrics (`max_series`)"));
            } else if (reading.offset() >= counted) {
                seen.addAll(unknown);
                sums.add(reading);
            }
        }
        added.addAll(seen);
        Map<Series, BigDecimal> grown = new LinkedHashMap<>(totals);
        sums.values().forEach((series, sum) -> {
            if (counter(series)) {
                grown.merge(series, sum, BigDecimal::add);
            }
        });
        save(grown, List.copyOf(added), first, Math.max(counted, next), millis);
    }

    private List<Series> unknown(Reading reading, Set<Series> seen) {
        List<Series> unknown = new ArrayList<>();
        for (Sample sample : reading.samples()) {
            Series series = sample.series();
            if (counter(series) && !totals.containsKey(series) && !seen.contains(series)) {
                unknown.add(series);
            }
        }
        return unknown;
    }

    private boolean counter(Series series) {
        Metric metric = metrics.get(series.metric());
        return metric != null && metric.kind().addsUp();
    }

    private void save(Map<Series, BigDecimal> grown, List<Series> told, long planFirst, long next, long millis)
            throws IOException {
        List<Sample> all = new ArrayList<>(grown.size());
        grown.forEach((series, total) -> all.add(new Sample(series, total)));
        List<Sample> zeros =
                told.stream().map(series -> new Sample(series, BigDecimal.ZERO)).toList();
        long zeroMillis = fresh.isEmpty() ? millis - 1 : freshMillis;
        var first = new JsonBuffer(200 * all.size());
        new Reading(next, millis, all, "").write(first);
        var second = new JsonBuffer(100);
        new Reading(planFirst, zeroMillis, zeros, "").write(second);
        ByteBuffer both = ByteBuffer.allocate(Integer.BYTES + first.size() + second.size());
        file.write(both.putInt(first.size())
                .put(first.toBytes())
                .put(second.toBytes())
                .array());
        totals = grown;
        fresh = told;
        freshMillis = zeroMillis;
        planned = planFirst;
        counted = next;
        lastMillis = millis;
    }
}

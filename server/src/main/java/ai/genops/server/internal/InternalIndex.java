package ai.genops.server.internal;

import ai.genops.lake.LakeStats;
import ai.genops.server.internal.LogRequest.Item;
import ai.genops.source.hec.HecCode;
import ai.genops.source.hec.HecStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what HEC sources did, and what each index took, as events of the index `_internal`, under the names
/// that Splunk's own have (`sourcetype=splunkd`; Splunk, "Troubleshoot HTTP Event Collector"). One event per
/// token that was used and per kind of its refusals, so that there are never more than tokens times codes;
/// while nobody sends, none. What the log did not take is told the next time; the last interval before a stop
/// is not told. Used by one thread.
public final class InternalIndex {
    /// The input that such events come from.
    public static final String INPUT = "genops_internal";

    private static final Logger LOG = LoggerFactory.getLogger(InternalIndex.class);
    private static final String METRICS = "metrics.log";
    private static final String MESSAGES = "splunkd.log";

    private final Map<String, HecStats> sources;
    private final Function<ByteBuffer[], ? extends CompletionStage<?>> log;
    private final InstantSource clock;
    private final IndexThroughput throughput;
    private long toldAt;
    private volatile Map<String, HecStats.Counts> told = Map.of();
    /// Whether the log has not answered yet: what it takes must not be told twice.
    private volatile boolean waiting;

    /// @param sources by their ids
    /// @param indexes what the lakes' have taken
    /// @param log where a record goes, by its parts
    public InternalIndex(
            Map<String, HecStats> sources,
            Supplier<List<LakeStats.OfDataset>> indexes,
            Function<ByteBuffer[], ? extends CompletionStage<?>> log,
            InstantSource clock) {
        this.sources = Map.copyOf(sources);
        this.log = log;
        this.clock = clock;
        toldAt = clock.millis();
        throughput = new IndexThroughput(indexes, toldAt);
    }

    /// Tells what has happened, if it is time.
    ///
    /// @param interval between two times; zero: nothing is told
    public void tell(Duration interval) {
        long now = clock.millis();
        if (interval.isZero() || waiting || now - toldAt < interval.toMillis()) {
            return;
        }
        toldAt = now;
        Map<String, HecStats.Counts> counts = new HashMap<>();
        var request = new LogRequest();
        int events = 0;
        for (Map.Entry<String, HecStats> source : sources.entrySet()) {
            events += tell(source.getKey(), source.getValue(), now, counts, request);
        }
        IndexThroughput.Telling taken = throughput.tell(now);
        taken.items().forEach(item -> request.add(resource(METRICS), item));
        if (events + taken.items().size() > 0) {
            waiting = true;
            var _ = log.apply(request.parts(INPUT)).whenComplete((_, failure) -> {
                if (failure == null) {
                    told = counts;
                    taken.taken().run();
                } else {
                    LOG.debug("what HEC sources did is told later: {}", failure.toString());
                }
                waiting = false;
            });
        }
    }

    /// How many events it made.
    private int tell(String source, HecStats stats, long now, Map<String, HecStats.Counts> counts, LogRequest request) {
        int events = 0;
        var sum = new Change(0, 0, 0, 0);
        for (String token : stats.tokens()) {
            HecStats.Counts after = stats.of(token);
            HecStats.Counts before = told.get(source + '/' + token);
            counts.put(source + '/' + token, after);
            Change change = Change.between(before, after);
            sum = sum.plus(change);
            if (change.happened() && !token.equals(HecStats.NO_TOKEN)) {
                request.add(resource(METRICS), metrics("token:" + token, source, change, now));
                events++;
            }
            events += refusals(token, source, before, after, now, request);
        }
        if (sum.happened()) {
            request.add(resource(METRICS), metrics("http_event_collector", source, sum, now));
            events++;
        }
        return events;
    }

    /// What came to what there was.
    private record Change(long requests, long events, long bytes, long refused) {
        static Change between(HecStats.@Nullable Counts before, HecStats.Counts after) {
            return before == null
                    ? new Change(after.requests(), after.events(), after.bytes(), after.refusals())
                    : new Change(
                            after.requests() - before.requests(),
                            after.events() - before.events(),
                            after.bytes() - before.bytes(),
                            after.refusals() - before.refusals());
        }

        Change plus(Change other) {
            return new Change(
                    requests + other.requests, events + other.events, bytes + other.bytes, refused + other.refused);
        }

        boolean happened() {
            return requests + events + refused > 0;
        }
    }

    private static Map<String, String> resource(String file) {
        var resource = new LinkedHashMap<String, String>();
        resource.put("service.name", file);
        resource.put("splunk.index", "_internal");
        resource.put("splunk.sourcetype", "splunkd");
        return resource;
    }

    private static Item metrics(String series, String source, Change change, long now) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("component", "Metrics");
        fields.put("group", "http_event_collector_metrics");
        fields.put("log_level", "INFO");
        fields.put("name", series);
        fields.put("series", series);
        fields.put("input", source);
        fields.put("event_count", change.events);
        fields.put("num_of_requests", change.requests);
        fields.put("num_of_errors", change.refused);
        fields.put("total_bytes_received", change.bytes);
        return new Item(now, "Metrics - group=http_event_collector_metrics, series=" + series, "", fields);
    }

    private static int refusals(
            String token,
            String source,
            HecStats.@Nullable Counts before,
            HecStats.Counts after,
            long now,
            LogRequest request) {
        int events = 0;
        for (HecCode code : List.copyOf(after.refused().keySet())) {
            long count = after.refused().getOrDefault(code, 0L)
                    - (before == null ? 0 : before.refused().getOrDefault(code, 0L));
            if (count > 0) {
                request.add(resource(MESSAGES), refusal(token, source, code, count, now));
                events++;
            }
        }
        return events;
    }

    /// That the server is busy is no fault of who sends.
    private static Item refusal(String token, String source, HecCode code, long count, long now) {
        String name = token.isEmpty() ? "n/a" : token;
        String text = "Failed processing http input, token name=%s, reply=%d, text=%s, requests=%d"
                .formatted(name, code.code(), code.text(), count);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("component", "HttpInputDataHandler");
        fields.put("log_level", code == HecCode.BUSY ? "WARN" : "ERROR");
        fields.put("token_name", name);
        fields.put("input", source);
        fields.put("reply", (long) code.code());
        fields.put("event_count", count);
        fields.put("message", text);
        return new Item(now, text, "", fields);
    }
}

package ai.genops.benchmarks;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An index of [LlmTraffic] in an OpenSearch node: one shard, texts as keywords, merged into one segment once it is
/// filled. One thread at a time.
final class OpenSearchIndex {
    private static final String INDEX = "genops_ai";
    private static final int BULK = 5000;
    private static final int PER_LINE = 1_000_000;
    private static final int HOUR_MILLIS = 3_600_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private static final String MAPPING = """
            {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "60s"},
             "mappings": {"properties": {"@timestamp": {"type": "date"}},
                 "dynamic_templates": [
                     {"texts": {"match_mapping_type": "string", "mapping": {"type": "keyword"}}},
                     {"decimals": {"match_mapping_type": "double", "mapping": {"type": "double"}}}]}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    /// Of what is added and not yet sent.
    private final JsonBuffer bulk = new JsonBuffer(BULK * 1200);

    OpenSearchIndex(String address) {
        this.address = address;
    }

    /// Makes the index of so many events, unless it is there.
    void fill(long events, int days) throws IOException, InterruptedException {
        if (isFilled(events)) {
            return;
        }
        long to = System.currentTimeMillis() / HOUR_MILLIS * HOUR_MILLIS;
        long from = to - Duration.ofDays(days).toMillis();
        ask("DELETE", "/" + INDEX + "?ignore_unavailable=true", "");
        ask("PUT", "/" + INDEX, MAPPING);
        var traffic = new LlmTraffic(1);
        long start = System.nanoTime();
        for (long done = 0; done < events; ) {
            for (int i = 0; i < BULK; i++) {
                long time = LlmTraffic.time((double) (done + i) / events, from, to);
                add(traffic.next(done + i, 0, time), time);
            }
            send();
            done += BULK;
            if (done % PER_LINE == 0) {
                System.err.printf(Locale.ROOT, "%,d events, %d s%n", done, (System.nanoTime() - start) / 1_000_000_000);
            }
        }
        ask("POST", "/" + INDEX + "/_forcemerge?max_num_segments=1", "");
        ask("POST", "/" + INDEX + "/_flush", "");
        refresh();
    }

    /// Makes what was sent visible.
    void refresh() throws IOException, InterruptedException {
        ask("POST", "/" + INDEX + "/_refresh", "");
    }

    private boolean isFilled(long events) throws IOException, InterruptedException {
        return number(ask("GET", "/" + INDEX + "/_count?ignore_unavailable=true", ""), "\"count\":") >= events;
    }

    /// Adds an event to what is sent next.
    void add(Event event, long timeMillis) {
        bulk.ascii("{\"index\":{}}\n{\"@timestamp\":").number(timeMillis).ascii(",\"event\":");
        EventJson.write(event, bulk);
        bulk.ascii("}\n");
    }

    /// Sends what was added.
    void send() throws IOException, InterruptedException {
        String answer = ask("POST", "/" + INDEX + "/_bulk?filter_path=errors,items.*.error", bulk.toString());
        bulk.clear();
        if (!answer.contains("\"errors\":false")) {
            throw new IllegalStateException("refused: " + answer.substring(0, Math.min(500, answer.length())));
        }
    }

    /// How long it says that the search took, in ms.
    ///
    /// @param cached whether it may take the whole answer from its request cache, as it does by default
    long search(String body, boolean cached) throws IOException, InterruptedException {
        String answer = ask("POST", "/" + INDEX + "/_search?size=0&request_cache=" + cached, body);
        // Hours without events have no buckets, but something must be found.
        if (number(answer, "\"hits\":{\"total\":{\"value\":") == 0) {
            throw new IllegalStateException("found nothing: " + body);
        }
        return number(answer, "\"took\":");
    }

    long bytes() throws IOException, InterruptedException {
        return number(ask("GET", "/" + INDEX + "/_stats/store", ""), "\"size_in_bytes\":");
    }

    private static long number(String answer, String before) {
        Matcher found = Pattern.compile(Pattern.quote(before) + "(\\d+)").matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("no %s in %s".formatted(before, answer));
        }
        return Long.parseLong(found.group(1));
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .header("Content-Type", path.contains("/_bulk") ? "application/x-ndjson" : "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }
}

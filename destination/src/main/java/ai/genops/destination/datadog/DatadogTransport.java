package ai.genops.destination.datadog;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.http.Answer;
import ai.genops.destination.http.HttpSender;
import ai.genops.destination.metrics.Fold;
import ai.genops.destination.metrics.MetricBatching;
import ai.genops.destination.metrics.Parts;
import ai.genops.destination.metrics.Reading;
import ai.genops.destination.metrics.Readings;
import ai.genops.destination.metrics.Series;
import ai.genops.destination.metrics.StateFile;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends a batch as one point of each series it touches. Limits are those of Datadog's API reference, "Submit
/// metrics" (v2).
final class DatadogTransport implements Transport {
    private static final int MOST_COMPRESSED_BYTES = 512_000;
    private static final int MOST_BYTES = 5_242_880;
    /// Datadog takes points up to an hour old and drops older ones without a word; the request takes time, too.
    private static final long OLDEST_SECONDS = 3600 - 10;

    private static final long MOST_AHEAD_SECONDS = 600;

    private final String id;
    private final DatadogSettings settings;
    private final MetricBatching batching;
    private final Redaction redaction = new Redaction();
    private @Nullable Open open;

    /// What it has while it runs.
    private record Open(HttpSender sender, Seconds seconds, InstantSource clock) {}

    DatadogTransport(String id, DatadogSettings settings, MetricBatching batching) {
        this.id = id;
        this.settings = settings;
        this.batching = batching;
        redaction.add(settings.key());
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public boolean keepsBatches() {
        return true;
    }

    @Override
    public Encoder encoder(Route route) {
        route.options().choice("output_format", "datadog_metrics", List.of("datadog_metrics"));
        RouteKeys.finish(route.options());
        return settings.metrics().encoder(route, redaction);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        var seconds = Seconds.open(new StateFile(runtime.dataFolder(), id), runtime.clock());
        var retried = batching.delivery().retry().statuses();
        var sender = new HttpSender(settings.endpoint(), settings.http(), retried, runtime.clock());
        open = new Open(sender, seconds, runtime.clock());
        return Transport.super.open(runtime);
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        Open running = Objects.requireNonNull(open);
        long second = running.seconds.of(request.id());
        long ahead = second - running.clock.millis() / 1000;
        if (ahead < -OLDEST_SECONDS) {
            return new Outcome.Expired("Datadog takes nothing older than an hour, and these were first sent before");
        }
        if (ahead >= MOST_AHEAD_SECONDS) {
            String reason =
                    "the points' time is " + ahead + " s ahead, and Datadog takes at most " + MOST_AHEAD_SECONDS;
            return new Outcome.Failed(reason, Duration.ofSeconds(ahead - MOST_AHEAD_SECONDS + 1));
        }
        return send(Readings.of(request), second, running.sender);
    }

    private Outcome send(Readings readings, long second, HttpSender sender) throws IOException, InterruptedException {
        Fold fold = fold(readings, second);
        long interval = Math.max(1, batching.delivery().batching().maxWait().toSeconds());
        var body = new SeriesBody(fold.values(), fold::metric, second, interval);
        var parts = new Parts<Series>(some -> attempt(body.of(some), sender));
        List<Series> all = new ArrayList<>(fold.values().keySet());
        for (int from = 0; from < all.size(); from += batching.requestPoints()) {
            int to = Math.min(all.size(), from + batching.requestPoints());
            Outcome.Failed failed = parts.send(all.subList(from, to));
            if (failed != null) {
                return failed;
            }
        }
        readings.refuse(parts.refused());
        return readings.outcome();
    }

    /// Adds up what Datadog takes; what is too old, or too far ahead, is expired.
    private Fold fold(Readings readings, long second) {
        var fold = new Fold(settings.metrics().metrics());
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            long ahead = Math.floorDiv(reading.timeMillis(), 1000L) - second;
            if (readings.counts(i) && (ahead < -OLDEST_SECONDS || ahead > MOST_AHEAD_SECONDS)) {
                String which = ahead < 0 ? "more than an hour old" : "more than 10 minutes ahead of the clock";
                readings.settle(i, new Outcome.Expired("Datadog does not take events that are " + which));
            }
            if (readings.counts(i)) {
                fold.add(reading);
            }
        }
        return fold;
    }

    private Outcome attempt(byte[] body, HttpSender sender) throws IOException, InterruptedException {
        byte[] compressed = settings.compression().apply(body);
        if (body.length > MOST_BYTES || compressed.length > MOST_COMPRESSED_BYTES) {
            return new Outcome.TooLarge("a single series is larger than Datadog takes");
        }
        return sender.send(headers(), compressed, DatadogTransport::outcome);
    }

    /// A key that is not accepted is a matter between the operator and Datadog: nothing is thrown away over it.
    private static Outcome outcome(Answer answer) {
        if (answer.usual() instanceof Outcome.Failed(var reason, var after)
                && (answer.status() == 401 || answer.status() == 403)) {
            return new Outcome.Failed(reason + " (`api_key`, and the site in `endpoint`)", after);
        }
        if (answer.usual() instanceof Outcome.Delivered
                && answer.text().matches("(?s).*\"errors\"\\s*:\\s*\\[\\s*[^\\]\\s].*")) {
            return new Outcome.Refused("Datadog reported: " + answer.text().strip());
        }
        return answer.usual();
    }

    private RequestHeaders headers() {
        String base =
                Objects.requireNonNullElse(settings.endpoint().getRawPath(), "").replaceAll("/+$", "");
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, base + "/api/v2/series");
        headers.set("content-type", "application/json");
        headers.set("user-agent", "genops");
        headers.set("dd-api-key", settings.key().value());
        if (settings.compression() != Compression.NONE) {
            headers.set("content-encoding", settings.compression().encoding());
        }
        return headers.build();
    }

    /// A total is what it is by everything being added to it once.
    @Override
    public String refusesReplay() {
        return "it adds events up, and would count those it has had twice";
    }

    @Override
    public void close() {
        if (open != null) {
            open.sender.close();
        }
    }
}

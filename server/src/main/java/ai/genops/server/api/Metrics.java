package ai.genops.server.api;

import ai.genops.lake.LakeDestination;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.FeedStats;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.source.hec.HecCode;
import ai.genops.source.hec.HecStats;
import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.OtlpStats;
import ai.genops.source.receive.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The server's own metrics for Prometheus. All of them are read from the counters that are kept anyway, when they are
/// asked for: a metric costs nothing on the way of an event.
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Metrics() {}

    /// Of what stays as it is as long as the server runs.
    static PrometheusMeterRegistry ofServer(ServerView view) {
        var metrics = new Metrics();
        view.sources().forEach(metrics::source);
        view.collectors().forEach(metrics::collector);
        metrics.log(view);
        new JvmMemoryMetrics().bindTo(metrics.registry);
        new JvmGcMetrics().bindTo(metrics.registry);
        new ProcessorMetrics().bindTo(metrics.registry);
        new UptimeMetrics().bindTo(metrics.registry);
        return metrics.registry;
    }

    /// Of the pipelines and destinations at work.
    static PrometheusMeterRegistry ofDelivery(ServerView view) {
        var metrics = new Metrics();
        metrics.feeds(view);
        view.configuration().pipelines().forEach(metrics::pipeline);
        new DestinationMetrics(metrics.registry, view).bind();
        view.configuration().destinations().values().forEach(metrics::lake);
        new LakeMetrics(view, metrics.registry).bind();
        return metrics.registry;
    }

    private void source(ServerView.Source source) {
        OtlpStats stats = source.stats();
        for (Signal signal : Signal.values()) {
            String[] tags = {"source", source.id(), "signal", signal.label()};
            requests(stats, counted -> counted.of(signal).requests(), tags, "accepted");
            counter(
                    "genops.source.events",
                    "Events accepted",
                    stats,
                    counted -> counted.of(signal).events(),
                    tags);
            counter(
                    "genops.source.bytes",
                    "Bytes accepted, decompressed",
                    stats,
                    counted -> counted.of(signal).bytes(),
                    tags);
            for (Reason reason : Reason.values()) {
                requests(stats, counted -> count(counted.of(signal).refused(), reason), tags, reason.label());
            }
        }
        String[] elsewhere = {"source", source.id(), "signal", "none"};
        for (Reason reason : Reason.values()) {
            requests(stats, counted -> count(counted.elsewhere(), reason), elsewhere, reason.label());
        }
        gauge(
                "genops.source.in.flight.bytes",
                "Bytes of requests being received",
                stats,
                OtlpStats::inFlightBytes,
                "source",
                source.id());
    }

    /// Of OTLP that came through it as of a source of that.
    private void collector(ServerView.Collector collector) {
        HecStats stats = collector.stats();
        source(new ServerView.Source(collector.id(), stats.otlp()));
        for (String token : stats.tokens()) {
            String[] tags = {"source", collector.id(), "token", token.isEmpty() ? "none" : token};
            counter(
                    "genops.hec.events",
                    "Events taken",
                    stats,
                    counted -> counted.of(token).events(),
                    tags);
            counter(
                    "genops.hec.bytes",
                    "Bytes of requests taken",
                    stats,
                    counted -> counted.of(token).bytes(),
                    tags);
            outcome(stats, counted -> counted.of(token).requests(), tags, "accepted");
            for (HecCode code : stats.of(token).refused().keySet()) {
                outcome(stats, counted -> counted.of(token).refused().getOrDefault(code, 0L), tags, code.label());
            }
        }
    }

    private void outcome(HecStats stats, ToLongFunction<HecStats> count, String[] tags, String outcome) {
        String[] all = {tags[0], tags[1], tags[2], tags[3], "outcome", outcome};
        counter("genops.hec.requests", "Requests by outcome", stats, count, all);
    }

    private void requests(OtlpStats stats, ToLongFunction<OtlpStats> count, String[] tags, String outcome) {
        String[] all = {tags[0], tags[1], tags[2], tags[3], "outcome", outcome};
        counter("genops.source.requests", "Requests by outcome", stats, count, all);
    }

    private static long count(Map<Reason, Long> refused, Reason reason) {
        return refused.getOrDefault(reason, 0L);
    }

    private void log(ServerView view) {
        var log = view.log();
        gauge(
                "genops.log.disk.bytes",
                "Bytes of the log's segments",
                log,
                l -> l.stats().diskBytes());
        gauge(
                "genops.log.max.bytes",
                "Bytes the log may have",
                log,
                l -> l.stats().maxBytes());
        gauge(
                "genops.log.next.offset",
                "Offset of the next record",
                log,
                l -> l.stats().nextSequence());
        counter(
                "genops.log.appends",
                "Records acknowledged",
                log,
                l -> l.stats().counters().appends());
        counter(
                "genops.log.appended.bytes",
                "Bytes acknowledged",
                log,
                l -> l.stats().counters().appendedBytes());
        counter(
                "genops.log.fsyncs",
                "Syncs to disk",
                log,
                l -> l.stats().counters().fsyncs());
        counter(
                "genops.log.refused",
                "Appends refused",
                log,
                l -> l.stats().counters().refused());
        counter(
                "genops.log.failed",
                "Appends that failed on disk",
                log,
                l -> l.stats().counters().failed());
        counter(
                "genops.log.torn.bytes",
                "Unfinished bytes dropped at the start",
                log,
                l -> l.stats().counters().tornBytes());
        counter(
                "genops.log.corrupt.frames",
                "Damaged places met",
                log,
                l -> l.stats().counters().corruptFrames());
    }

    private void feeds(ServerView view) {
        var feeds = view.feeds();
        counter(
                "genops.feed.records",
                "Records read for the first time",
                feeds,
                f -> f.stats().records());
        counter("genops.feed.events", "Events in them", feeds, f -> f.stats().events());
        lost("undecodable", FeedStats::undecodable, view);
        lost("missing", FeedStats::missing, view);
        lost("fault", FeedStats::faults, view);
    }

    private void lost(String reason, ToLongFunction<FeedStats> count, ServerView view) {
        counter(
                "genops.feed.errors",
                "Records or events that could not be dealt with",
                view.feeds(),
                feeds -> count.applyAsLong(feeds.stats()),
                "reason",
                reason);
    }

    private void pipeline(Pipeline pipeline) {
        String id = pipeline.id().isEmpty() ? "none" : pipeline.id();
        Map<String, ToLongFunction<Pipeline>> outcomes = Map.of(
                "filtered", Pipeline::filtered,
                "dropped", Pipeline::dropped,
                "absorbed", Pipeline::absorbed,
                "created", Pipeline::created,
                "passed", Pipeline::passed);
        outcomes.forEach((outcome, count) -> counter(
                "genops.pipeline.events", "Events by outcome", pipeline, count, "pipeline", id, "outcome", outcome));
        counter(
                "genops.pipeline.expression.failures",
                "Failures of its expressions",
                pipeline,
                p -> p.expressions().stream().mapToLong(e -> e.failures()).sum(),
                "pipeline",
                id);
        pipeline.routes().forEach(route -> route(id, route));
        StageReport.register(pipeline, id, registry);
    }

    private void route(String pipeline, RouteEdge route) {
        Map<String, ToLongFunction<RouteEdge>> outcomes = Map.of(
                "filtered", RouteEdge::filtered,
                "sampled_out", RouteEdge::sampledOut,
                "lost", RouteEdge::lost,
                "sent", RouteEdge::sent);
        String destination = route.destination().id();
        outcomes.forEach((outcome, count) -> counter(
                "genops.route.events",
                "Events by outcome",
                route,
                count,
                "pipeline",
                pipeline,
                "route",
                route.name(),
                "destination",
                destination,
                "outcome",
                outcome));
    }

    private void lake(Destination destination) {
        if (destination instanceof LakeDestination lake) {
            gauge(
                    "genops.lake.bytes",
                    "Bytes of the lake's database",
                    lake,
                    l -> l.lakeStats().databaseBytes());
            gauge(
                    "genops.lake.commit.milliseconds",
                    "Time of the last commit",
                    lake,
                    l -> l.lakeStats().commitMillis());
            counter(
                    "genops.lake.duplicates",
                    "Repeated spans dropped",
                    lake,
                    l -> l.lakeStats().datasets().stream()
                            .mapToLong(dataset -> dataset.duplicates())
                            .sum());
        }
    }

    private <T> void counter(String name, String help, T of, ToLongFunction<T> count, String... tags) {
        FunctionCounter.builder(name, of, counted -> (double) count.applyAsLong(counted))
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private <T> void gauge(String name, String help, T of, ToLongFunction<T> value, String... tags) {
        Gauge.builder(name, of, measured -> (double) value.applyAsLong(measured))
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}

package ai.genops.server.api;

import ai.genops.log.Damage;
import ai.genops.log.LogStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.FeedStats;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.processor.Failures;
import ai.genops.source.hec.HecStats;
import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.OtlpStats;
import ai.genops.source.receive.Reason;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Everything a server knows about itself, as JSON: sources, log, pipelines with their routes and failing
/// expressions, destinations, lookups, and whether the books balance. Counters are since the start.
final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final ServerView view;
    private final JsonGenerator out;

    private StatusJson(ServerView view, JsonGenerator out) {
        this.view = view;
        this.out = out;
    }

    static String of(ServerView view) {
        var text = new StringWriter(4096);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            new StatusJson(view, out).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write() throws IOException {
        out.writeStartObject();
        out.writeStringField("version", view.version());
        out.writeStringField("started_at", view.startedAt().toString());
        out.writeStringField("data_folder", view.dataFolder().toString());
        sources();
        log();
        pipelines();
        destinations();
        lookups();
        secrets();
        out.writeFieldName("replays");
        ReplayJson.write(view.replays().list(), out);
        books();
        out.writeEndObject();
    }

    private void sources() throws IOException {
        out.writeArrayFieldStart("sources");
        for (ServerView.Source source : view.sources()) {
            out.writeStartObject();
            out.writeStringField("id", source.id());
            signals(source.stats());
            out.writeEndObject();
        }
        for (ServerView.Collector collector : view.collectors()) {
            out.writeStartObject();
            out.writeStringField("id", collector.id());
            signals(collector.stats().otlp());
            tokens(collector.stats());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void signals(OtlpStats stats) throws IOException {
        for (Signal signal : Signal.values()) {
            var counts = stats.of(signal);
            out.writeObjectFieldStart(signal.label());
            long refused = counts.refused().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            counts(counts.requests(), counts.events(), counts.bytes(), refused);
            out.writeEndObject();
        }
        refusals(stats);
    }

    /// Of all signals, and at addresses that are no signal's.
    private void refusals(OtlpStats stats) throws IOException {
        Map<Reason, Long> all = new EnumMap<>(stats.elsewhere());
        for (Signal signal : Signal.values()) {
            stats.of(signal).refused().forEach((reason, times) -> all.merge(reason, times, Long::sum));
        }
        out.writeObjectFieldStart("refused_by_reason");
        for (var refused : all.entrySet()) {
            if (refused.getValue() > 0) {
                out.writeNumberField(refused.getKey().label(), refused.getValue());
            }
        }
        out.writeEndObject();
    }

    /// All of a collector, then each of its tokens with the codes it was refused with.
    private void tokens(HecStats stats) throws IOException {
        List<HecStats.Counts> all = stats.tokens().stream().map(stats::of).toList();
        out.writeObjectFieldStart("hec");
        counts(
                all.stream().mapToLong(HecStats.Counts::requests).sum(),
                all.stream().mapToLong(HecStats.Counts::events).sum(),
                all.stream().mapToLong(HecStats.Counts::bytes).sum(),
                all.stream().mapToLong(HecStats.Counts::refusals).sum());
        out.writeEndObject();
        out.writeArrayFieldStart("tokens");
        for (String token : stats.tokens()) {
            var counts = stats.of(token);
            out.writeStartObject();
            out.writeStringField("name", token.isEmpty() ? "none" : token);
            counts(counts.requests(), counts.events(), counts.bytes(), counts.refusals());
            out.writeObjectFieldStart("refused_by_code");
            for (var refused : counts.refused().entrySet()) {
                if (refused.getValue() > 0) {
                    out.writeNumberField(refused.getKey().label(), refused.getValue());
                }
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void counts(long requests, long events, long bytes, long refused) throws IOException {
        out.writeNumberField("requests", requests);
        out.writeNumberField("events", events);
        out.writeNumberField("bytes", bytes);
        out.writeNumberField("refused", refused);
    }

    private void log() throws IOException {
        LogStats stats = view.log().stats();
        FeedStats read = view.feeds().stats();
        out.writeObjectFieldStart("log");
        out.writeNumberField("oldest_offset", stats.oldestSequence());
        out.writeNumberField("next_offset", stats.nextSequence());
        out.writeNumberField("disk_bytes", stats.diskBytes());
        out.writeNumberField("max_bytes", stats.maxBytes());
        out.writeNumberField("records_read", read.records());
        out.writeNumberField("events_read", read.events());
        out.writeNumberField("undecodable", read.undecodable());
        out.writeNumberField("missing", read.missing());
        out.writeNumberField("faults", read.faults());
        out.writeNumberField("torn_bytes", stats.counters().tornBytes());
        out.writeNumberField("corrupt_frames", stats.counters().corruptFrames());
        out.writeStringField("obstacle", stats.obstacle());
        out.writeArrayFieldStart("damage");
        for (Damage damage : view.log().damage()) {
            out.writeString(damage.toString());
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void pipelines() throws IOException {
        out.writeArrayFieldStart("pipelines");
        for (Pipeline pipeline : view.configuration().pipelines()) {
            out.writeStartObject();
            out.writeStringField("id", pipeline.id());
            out.writeStringField("description", pipeline.description());
            out.writeNumberField("received", pipeline.received());
            out.writeNumberField("filtered", pipeline.filtered());
            out.writeNumberField("dropped", pipeline.dropped());
            out.writeNumberField("absorbed", pipeline.absorbed());
            out.writeNumberField("created", pipeline.created());
            out.writeNumberField("passed", pipeline.passed());
            StageReport.write(pipeline, out);
            routes(pipeline);
            failures(pipeline);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void routes(Pipeline pipeline) throws IOException {
        out.writeArrayFieldStart("routes");
        for (RouteEdge route : pipeline.routes()) {
            out.writeStartObject();
            out.writeStringField("name", route.name());
            out.writeStringField("destination", route.destination().id());
            out.writeStringField("takes", route.takes().name().toLowerCase(java.util.Locale.ROOT));
            out.writeNumberField("filtered", route.filtered());
            out.writeNumberField("sampled_out", route.sampledOut());
            out.writeNumberField("lost", route.lost());
            out.writeNumberField("sent", route.sent());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void failures(Pipeline pipeline) throws IOException {
        out.writeArrayFieldStart("failing_expressions");
        for (Failures expression : pipeline.expressions()) {
            Failures.Failure last = expression.lastFailure();
            if (last != null) {
                out.writeStartObject();
                out.writeStringField("sets", expression.sets());
                out.writeStringField("expression", expression.source());
                out.writeStringField("at", expression.at().toString());
                out.writeNumberField("failures", expression.failures());
                out.writeStringField("last_message", last.message());
                out.writeStringField("last_event", last.event());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private void destinations() throws IOException {
        LogStats log = view.log().stats();
        out.writeArrayFieldStart("destinations");
        for (Destination destination : view.configuration().destinations().values()) {
            DestinationJson.write(destination, DestinationLook.of(view, destination, log), view, out);
        }
        out.writeEndArray();
    }

    private void lookups() throws IOException {
        out.writeArrayFieldStart("lookups");
        for (var lookup : view.configuration().lookups().all()) {
            out.writeStartObject();
            out.writeStringField("id", lookup.id());
            out.writeNumberField("rows", lookup.rows());
            out.writeNumberField("bytes", lookup.bytes());
            out.writeNumberField("reloads", lookup.reloads());
            out.writeNumberField("failed_reloads", lookup.failures());
            if (lookup.lastReload() != null) {
                out.writeStringField("last_reload", lookup.lastReload().toString());
            }
            out.writeStringField("last_error", lookup.lastError());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// Never a value.
    private void secrets() throws IOException {
        out.writeArrayFieldStart("secrets");
        for (var secret : view.configuration().server().secrets().states()) {
            out.writeStartObject();
            out.writeStringField("reference", secret.reference());
            out.writeStringField("problem", secret.problem());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void books() throws IOException {
        var ready = view.configuration().destinations().values().stream()
                .filter(destination -> destination.availability().isReady())
                .toList();
        Books books = Books.of(view.feeds(), view.configuration().pipelines(), ready);
        out.writeObjectFieldStart("books");
        List<String> differences = new ArrayList<>(books.differences());
        differences.addAll(ReplayBooks.differences(view.replays().list()));
        out.writeBooleanField("balanced", differences.isEmpty());
        out.writeArrayFieldStart("differences");
        for (String difference : differences) {
            out.writeString(difference);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}

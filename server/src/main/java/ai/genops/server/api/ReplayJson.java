package ai.genops.server.api;

import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.engine.Rehearsal;
import ai.genops.server.replay.ReplayJob;
import ai.genops.server.replay.ReplayRange;
import ai.genops.server.replay.ReplayRequest;
import ai.genops.server.replay.Replays;
import ai.genops.server.replay.RunningReplay;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Replays as JSON. Events are counted since the server's start, the record each destination is at is not.
final class ReplayJson {
    private ReplayJson() {}

    /// A request, and whether it is only to be counted.
    record Wanted(ReplayRequest request, boolean dryRun) {}

    static Wanted read(JsonParser in) throws IOException {
        String from = "";
        String to = "";
        boolean dryRun = false;
        List<String> destinations = List.of();
        List<String> pipelines = List.of();
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(in, "an object is wanted");
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "from" -> from = in.getText();
                case "to" -> to = in.getText();
                case "dry_run" -> dryRun = in.getBooleanValue();
                case "destinations" -> destinations = texts(in);
                case "pipelines" -> pipelines = texts(in);
                default -> throw new JsonParseException(in, "`" + name + "` is not known here");
            }
        }
        return new Wanted(new ReplayRequest(from, to, destinations, pipelines), dryRun);
    }

    static void write(Replays.Forecast forecast, JsonGenerator out) throws IOException {
        Rehearsal.Result count = forecast.count();
        out.writeStartObject();
        range(forecast.range(), out);
        out.writeNumberField("records", count.records());
        out.writeNumberField("events", count.events());
        out.writeNumberField("bytes", count.bytes());
        out.writeNumberField("undecodable", count.undecodable());
        out.writeNumberField("missing", count.missing());
        out.writeArrayFieldStart("destinations");
        for (Map.Entry<String, Rehearsal.Share> share : count.destinations().entrySet()) {
            out.writeStartObject();
            out.writeStringField("id", share.getKey());
            out.writeNumberField("events", share.getValue().events());
            out.writeNumberField("bytes", share.getValue().bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void write(List<Replays.Progress> replays, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Replays.Progress progress : replays) {
            write(progress.job(), progress.running(), out);
        }
        out.writeEndArray();
    }

    static void write(ReplayJob job, @Nullable RunningReplay running, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("id", job.id());
        out.writeStringField("state", job.state().name().toLowerCase(Locale.ROOT));
        out.writeStringField(
                "created_at", Instant.ofEpochMilli(job.createdMillis()).toString());
        range(job.range(), out);
        if (running == null) {
            out.writeFieldName("destination_ids");
            out.writeArray(
                    job.destinations().toArray(String[]::new),
                    0,
                    job.destinations().size());
        } else {
            out.writeNumberField("created", running.feeds().stats().events());
            out.writeNumberField("missing", running.feeds().stats().missing());
            out.writeArrayFieldStart("destinations");
            for (Destination destination : running.destinations()) {
                destination(destination, out);
            }
            out.writeEndArray();
        }
        out.writeStringField("note", job.note());
        out.writeEndObject();
    }

    private static void destination(Destination destination, JsonGenerator out) throws IOException {
        DestinationStats stats = destination.stats();
        out.writeStartObject();
        out.writeStringField("id", destination.id());
        out.writeNumberField("at", destination.committed());
        out.writeNumberField("written", stats.written());
        out.writeNumberField("delivered", stats.delivered());
        out.writeNumberField("rejected", stats.rejected());
        out.writeNumberField("pending", stats.pending());
        if (destination instanceof LakeDestination lake) {
            out.writeNumberField(
                    "held_already",
                    lake.lakeStats().datasets().stream()
                            .mapToLong(LakeStats.OfDataset::duplicates)
                            .sum());
        }
        out.writeStringField("last_error", stats.lastError());
        out.writeEndObject();
    }

    private static void range(ReplayRange range, JsonGenerator out) throws IOException {
        out.writeStringField("from", Instant.ofEpochMilli(range.fromMillis()).toString());
        out.writeStringField("to", Instant.ofEpochMilli(range.toMillis()).toString());
        out.writeNumberField("first", range.first());
        out.writeNumberField("next", range.next());
    }

    private static List<String> texts(JsonParser in) throws IOException {
        List<String> texts = new ArrayList<>();
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(in.getText());
        }
        return texts;
    }
}

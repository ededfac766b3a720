package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.log.Log;
import ai.genops.log.LogEntry;
import ai.genops.log.LogReader;
import ai.genops.log.SequenceRange;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs records of the log through pipelines and counts what would be sent where; no destination gets anything.
public final class Rehearsal {
    private final Decoder decoder;
    private final Program program;
    private final SortedMap<String, Tally> tallies = new TreeMap<>();
    private final JsonBuffer json = new JsonBuffer(4096);
    private long records;
    private long events;
    private long bytes;
    private long undecodable;
    private long missing;

    private Rehearsal(List<Pipeline> pipelines, List<Destination> destinations, Decoder decoder) {
        this.decoder = decoder;
        destinations.forEach(destination -> tallies.put(destination.id(), new Tally()));
        List<Pipeline> counting = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            counting.add(
                    pipeline.with(pipeline.routes().stream().map(this::counting).toList()));
        }
        program = new Program(new Engine(counting), destinations, () -> 0, false);
    }

    /// What a range of the log comes to.
    ///
    /// @param records with events that the decoder gave
    /// @param bytes of those records, as they were received
    /// @param missing records that the log has lost
    /// @param destinations by id
    public record Result(
            long records,
            long events,
            long bytes,
            long undecodable,
            long missing,
            SortedMap<String, Share> destinations) {}

    /// What one destination would be sent.
    ///
    /// @param bytes of the events as the JSON they are stored as, before batching and compression
    public record Share(long events, long bytes) {}

    /// Reads the range once.
    ///
    /// @param decoder gives the events that count
    public static Result of(
            Log log, SequenceRange range, Decoder decoder, List<Pipeline> pipelines, List<Destination> destinations)
            throws IOException, InterruptedException {
        var rehearsal = new Rehearsal(pipelines, destinations, decoder);
        try (LogReader reader = log.reader(range.first())) {
            while (reader.nextSequence() < range.next() && rehearsal.take(reader.poll(Duration.ZERO), range.next())) {
                // all of it
            }
            rehearsal.program.end();
        }
        return rehearsal.result();
    }

    private boolean take(@Nullable LogEntry entry, long end) {
        switch (entry) {
            case null -> {
                return false;
            }
            case LogEntry.Gap gap -> missing += Math.min(gap.next(), end) - gap.first();
            case LogEntry.Stored record -> record(record);
        }
        return true;
    }

    private void record(LogEntry.Stored record) {
        long offset = record.sequence();
        program.begin(offset, record.appendedMillis(), program.claim(offset, offset + 1), true);
        byte[] payload = new byte[record.payload().remaining()];
        record.payload().get(payload);
        try {
            int found =
                    decoder.decode(record.sequence(), record.appendedMillis(), ByteBuffer.wrap(payload), this::event);
            if (found > 0) {
                records++;
                events += found;
                bytes += payload.length;
            }
        } catch (UndecodableException e) {
            undecodable++;
        }
    }

    private void event(Event event) {
        program.run(event);
    }

    private RouteEdge counting(RouteEdge route) {
        Tally tally = tallies.getOrDefault(route.destination().id(), new Tally());
        return route.to(event -> {
            json.clear();
            EventJson.write(event, json);
            tally.events++;
            tally.bytes += json.view().remaining();
        });
    }

    private Result result() {
        SortedMap<String, Share> shares = new TreeMap<>();
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            shares.put(entry.getKey(), new Share(entry.getValue().events, entry.getValue().bytes));
        }
        return new Result(records, events, bytes, undecodable, missing, shares);
    }

    private static final class Tally {
        private long events;
        private long bytes;
    }
}

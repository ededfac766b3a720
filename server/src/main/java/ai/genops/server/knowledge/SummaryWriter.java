package ai.genops.server.knowledge;

import ai.genops.search.knowledge.Collected;
import ai.genops.search.knowledge.SummaryIndexes;
import ai.genops.server.internal.LogRequest;
import ai.genops.server.internal.LogRequest.Item;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// What searches collect, as records of the log: from there it goes into the lake as everything does, once. Safe for
/// concurrent use.
///
/// @param writable the indexes that events may choose, as the configuration has them now
/// @param log where a record goes, by its parts
public record SummaryWriter(Supplier<Set<String>> writable, Function<ByteBuffer[], ? extends CompletionStage<?>> log)
        implements SummaryIndexes {
    /// The input that such events come from.
    public static final String INPUT = "genops_collect";

    /// The index that is shipped for summaries, as Splunk has one of this name.
    public static final String INDEX = "summary";

    /// A record is not much longer than this.
    private static final int RECORD_BYTES = 1 << 20;

    private static final int PATIENCE_SECONDS = 30;

    @Override
    public Set<String> names() {
        return writable.get();
    }

    @Override
    public void add(List<Collected> events) {
        var request = new LogRequest();
        for (Collected event : events) {
            request.add(resource(event), item(event));
            if (request.size() > RECORD_BYTES) {
                append(request);
                request = new LogRequest();
            }
        }
        if (request.size() > 0) {
            append(request);
        }
    }

    private static Map<String, String> resource(Collected event) {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("host.name", event.host());
        resource.put("service.name", event.source());
        resource.put("splunk.index", event.index());
        resource.put("splunk.sourcetype", event.sourcetype());
        return resource;
    }

    private static Item item(Collected event) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        event.fields().forEach((name, values) -> attributes.put(name, values.size() == 1 ? values.getFirst() : values));
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event.time());
        int nanos = Math.floorMod(micros, 1000) * 1000;
        return new Item(Math.floorDiv(micros, 1000), nanos, event.text(), "", attributes);
    }

    private void append(LogRequest request) {
        try {
            log.apply(request.parts(INPUT)).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(String.valueOf(why.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the log did not take them within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

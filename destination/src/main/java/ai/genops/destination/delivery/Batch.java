package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Encoded events of whole log records, one after the other in one buffer. Reused. The feed's thread fills it,
/// then couriers read it.
final class Batch {
    private final JsonBuffer body;
    private int[] ends = new int[64];
    private int events;
    private int wholeEvents;
    private long first;
    private long next;
    private long closedMillis;
    private long firstAppended;
    private long oldestMillis;
    private final NavigableMap<Integer, String> unencodable = new TreeMap<>();

    Batch(int capacity) {
        body = new JsonBuffer(capacity);
    }

    void begin(long first) {
        this.first = first;
        next = first;
        events = wholeEvents = 0;
        firstAppended = oldestMillis = Long.MAX_VALUE;
        body.clear();
        unencodable.clear();
    }

    void add(Event event, Encoder encoder) {
        int start = body.size();
        firstAppended = Math.min(firstAppended, event.appendMillis());
        try {
            encoder.encode(event, body);
        } catch (UnencodableException e) {
            body.truncate(start);
            EventJson.write(event, body);
            unencodable.put(events, e.reason());
        } catch (RuntimeException e) {
            body.truncate(start);
            throw e;
        }
        if (events == ends.length) {
            ends = Arrays.copyOf(ends, events * 2);
        }
        ends[events++] = body.size();
    }

    /// Adds the events of another batch from the one at `from` up to the one at `to`, of which the first was
    /// appended to the log at `appendMillis`.
    void addAll(Batch other, int from, int to, long appendMillis) {
        int start = other.end(from);
        int shift = body.size() - start;
        body.raw(other.body, start, other.end(to));
        for (var refused : other.unencodable.subMap(from, to).entrySet()) {
            unencodable.put(events + refused.getKey() - from, refused.getValue());
        }
        if (ends.length < events + to - from) {
            ends = Arrays.copyOf(ends, Math.max(events + to - from, ends.length * 2));
        }
        for (int i = from; i < to; i++) {
            ends[events++] = shift + other.ends[i];
        }
        firstAppended = Math.min(firstAppended, appendMillis);
    }

    /// Puts an encoded event at its place. Places are given in ascending order; those left out are empty.
    void put(int place, ByteBuffer encoded) {
        if (place >= ends.length) {
            ends = Arrays.copyOf(ends, Math.max(place + 1, ends.length * 2));
        }
        while (events < place) {
            ends[events++] = body.size();
        }
        body.raw(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
        ends[events++] = body.size();
    }

    /// All events of the records before `next` are in.
    void passed(long next) {
        this.next = next;
        wholeEvents = events;
        oldestMillis = firstAppended;
    }

    /// When the first event of whole records was appended to the log; [Long#MAX_VALUE] if there is none.
    long oldestMillis() {
        return oldestMillis;
    }

    /// Takes back the events of a record that is not completely in.
    void dropIncomplete() {
        events = wholeEvents;
        body.truncate(end(events));
        unencodable.tailMap(events, true).clear();
    }

    void close(long millis) {
        closedMillis = millis;
    }

    /// When it was closed, in milliseconds since 1970.
    long closedMillis() {
        return closedMillis;
    }

    /// Offset of the first record it spans.
    long first() {
        return first;
    }

    /// Offset after the last record it spans.
    long next() {
        return next;
    }

    /// Events of records that are completely in.
    int wholeEvents() {
        return wholeEvents;
    }

    int events() {
        return events;
    }

    int bytes() {
        return body.size();
    }

    /// How many bytes of memory its events' text has room in.
    int capacity() {
        return body.capacity();
    }

    JsonBuffer body() {
        return body;
    }

    /// Where the event before `index` ends, and the one at `index` begins.
    int end(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /// Why the event at `index` could not be encoded; null if it was.
    @Nullable
    String refusal(int index) {
        return unencodable.get(index);
    }

    /// The first event from `index` on that could not be encoded, or the number of events.
    int nextRefusal(int index) {
        Integer refused = unencodable.ceilingKey(index);
        return refused == null ? events : refused;
    }
}

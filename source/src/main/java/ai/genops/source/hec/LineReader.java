package ai.genops.source.hec;

import ai.genops.source.wire.Utf8;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads the body of `/services/collector/raw`: each line is an event, blank ones are none. A line that is a JSON
/// object has its members as attributes. What is not UTF-8 is repaired with U+FFFD: raw data is anything.
final class LineReader {
    private final RecordWriter out;
    private final int maxBytes;
    private final Filing filing;
    private final long time;
    private final boolean extractTime;

    /// @param time of all events, or [EpochTime#NONE]
    /// @param extractTime whether, without one, a line's text tells its time
    LineReader(RecordWriter out, int maxBytes, Filing filing, long time, boolean extractTime) {
        this.out = out;
        this.maxBytes = maxBytes;
        this.filing = filing;
        this.time = time;
        this.extractTime = extractTime;
    }

    void read(byte[] body, int offset, int length) {
        out.begin();
        if (Utf8.firstBad(body, offset, offset + length) < 0) {
            lines(body, offset, offset + length);
        } else {
            byte[] repaired = new String(body, offset, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            lines(repaired, 0, repaired.length);
        }
    }

    private void lines(byte[] body, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (body[i] == '\n' || body[i] == '\r') {
                line(body, start, i);
                start = i + 1;
            }
        }
        line(body, start, to);
    }

    private void line(byte[] body, int from, int to) {
        int first = from;
        while (first < to && (body[first] == ' ' || body[first] == '\t')) {
            first++;
        }
        if (first == to) {
            return;
        }
        long own = time == EpochTime.NONE && extractTime ? EventTimestamp.find(body, from, to - from) : time;
        if (own != EpochTime.NONE) {
            out.time(own);
        }
        out.raw(body, from, to - from);
        if (body[first] == '{' && !members(body, first, to)) {
            out.members.clear();
        }
        out.endEvent(filing);
        checkSize();
    }

    /// Whether the line is one JSON object.
    private boolean members(byte[] body, int from, int to) {
        try (JsonParser in = EventReader.JSON.createParser(body, from, to - from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            new JsonAttributes(body, from, in, this::checkSize).members("", out.members, 0);
            return in.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private void checkSize() {
        if (out.size() > maxBytes) {
            throw new HecRefusal(HecCode.TOO_LARGE);
        }
    }
}

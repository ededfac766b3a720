package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Request;
import ai.genops.destination.lane.Lane;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The rows of a request for one table, in their order, counted from 0. Valid during the request.
final class Rows {
    private final Request request;
    private final Lane<Target> lane;

    Rows(Request request, Lane<Target> lane) {
        this.request = request;
        this.lane = lane;
    }

    int count() {
        return lane.events();
    }

    int place(int row) {
        return lane.place(row);
    }

    int bytes(int row) {
        return lane.event(row).remaining() + 1;
    }

    /// Where those before `most` end that together have at most `maxBytes`; at least one.
    int end(int from, int most, int maxBytes) {
        int end = from + 1;
        int bytes = bytes(from);
        while (end < most && bytes + bytes(end) <= maxBytes) {
            bytes += bytes(end);
            end++;
        }
        return end;
    }

    /// As newline-delimited JSON.
    byte[] body(int from, int to) {
        int size = 0;
        for (int row = from; row < to; row++) {
            size += bytes(row);
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        for (int row = from; row < to; row++) {
            body.put(lane.event(row)).put((byte) '\n');
        }
        return body.array();
    }

    Position position(int row, long errors) {
        return new Position(
                request.firstOffset(), request.nextOffset(), place(row), request.batchMillis(), crc(row), errors);
    }

    /// Whether a position is one of this request's batch.
    boolean sameBatch(Position position) {
        return position.first() == request.firstOffset()
                && position.next() == request.nextOffset()
                && position.millis() == request.batchMillis();
    }

    /// Whether one of these rows stands at a position.
    boolean hold(Position position) {
        int row = after(position) - 1;
        return row >= 0 && place(row) == position.place();
    }

    /// The first row that is not in when all up to `committed` are: 0 if that is of another batch, or if the row at
    /// its place is not what it was, since then the batch is not.
    int after(Position committed) {
        if (!sameBatch(committed)) {
            return 0;
        }
        int row = 0;
        while (row < count() && place(row) <= committed.place()) {
            row++;
        }
        boolean other = row > 0 && place(row - 1) == committed.place() && crc(row - 1) != committed.crc();
        return other ? 0 : row;
    }

    private int crc(int row) {
        var crc = new CRC32C();
        crc.update(lane.event(row));
        return (int) crc.getValue();
    }
}

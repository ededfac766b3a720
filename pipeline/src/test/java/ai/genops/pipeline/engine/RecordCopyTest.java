package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.log.LogEntry;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class RecordCopyTest {
    private static final int MOST = 1 << 20;

    @Test
    void roomForALargeRecordIsGivenUp() {
        var copy = new RecordCopy();
        int least = copy.capacity();
        copy.of(record(5 << 20));
        assertThat(copy.capacity()).isGreaterThanOrEqualTo(5 << 20);
        copy.clear(MOST);
        assertThat(copy.capacity()).isEqualTo(least);
        copy.of(record(300_000));
        int room = copy.capacity();
        copy.clear(MOST);
        assertThat(copy.capacity()).isEqualTo(room);
        copy.of(record(7));
        assertThat(copy.payload().remaining()).isEqualTo(7);
    }

    private static LogEntry.Stored record(int bytes) {
        return new LogEntry.Stored(1, 2, ByteBuffer.allocate(bytes));
    }
}
